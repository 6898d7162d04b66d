"""The audio room: devices and sound files in, blocks out.

    device ─► capture (its own process) ─► MicrophoneSource ─┐
                                                             ├─► Recorder ─► Block, RecorderEvent
    sound file ─────────────────────────► FileSource ────────┘
    Block ─► join ─► samples, write_sound ─► a FLAC or WAV file

PortAudio is loaded only in the capture process. There it may print on stderr, hang on a dead device
or abort with its server, and neither the screen nor the interview notices more than a gap. A new
process also sees the devices that are there now, which a running PortAudio does not.
"""
