from __future__ import annotations

import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from interview_kit.audio.file_source import FileSource, silent_tracks, track_count
from interview_kit.audio.recorder_events import Missing, Overflow, RecorderFailed, SourceEnded
from interview_kit.errors import AudioError
from tests.support.tape import Tape, noise

SAMPLES = noise(2.5, 7)


def recorded(path: Path) -> Tape:
    tape = Tape(FileSource(path, "fast"))
    tape.recorder.start()
    assert tape.recorder.wait(30)
    return tape


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.aiff", "a.w64", "a.caf"])
def test_a_lossless_file_is_recorded_bit_for_bit(tmp_path, name):
    soundfile.write(tmp_path / name, SAMPLES, 48000)
    tape = recorded(tmp_path / name)
    assert np.array_equal(tape.samples(), SAMPLES)
    assert tape.of(SourceEnded) == [SourceEnded(len(SAMPLES))]


@pytest.mark.parametrize("subtype", ["PCM_24", "PCM_32", "FLOAT", "DOUBLE"])
def test_finer_samples_become_sixteen_bit(tmp_path, subtype):
    soundfile.write(tmp_path / "a.wav", SAMPLES / 32768, 48000, subtype=subtype)
    assert np.array_equal(recorded(tmp_path / "a.wav").samples(), SAMPLES)


@pytest.mark.parametrize("name", ["a.mp3", "a.ogg", "a.opus"])
def test_a_lossy_file_keeps_rate_channels_and_length(tmp_path, name):
    options = {"format": "OGG", "subtype": "OPUS"} if name == "a.opus" else {}
    soundfile.write(tmp_path / name, SAMPLES, 48000, **options)
    source = FileSource(tmp_path / name, "fast")
    assert (source.rate, source.channels) == (48000, 2)
    assert source.seconds == pytest.approx(2.5, abs=0.05)
    assert len(recorded(tmp_path / name).samples()) == pytest.approx(len(SAMPLES), abs=2400)


# name: codec, rate, channels; what phones, dictaphones and meeting programs write
CONTAINERS = {
    "a.m4a": ("aac", 44100, 2),
    "a.mp4": ("aac", 48000, 1),
    "a.mp3": ("libmp3lame", 44100, 1),
    "a.opus": ("libopus", 48000, 2),
    "a.mkv": ("libopus", 48000, 2),
    "a.webm": ("libopus", 48000, 1),
    "a.wma": ("wmav2", 44100, 2),
    "a.amr": ("libopencore_amrnb", 8000, 1),
    "a.3gp": ("aac", 16000, 1),
    "a.aac": ("aac", 44100, 2),
    "a.mov": ("alac", 44100, 2),
    "a.wav": ("pcm_alaw", 8000, 1),
}


def encoded(path: Path, codec: str, rate: int, channels: int, seconds: float = 2) -> Path:
    """Noise in a container, as other programs write it."""
    if codec not in av.codecs_available:
        pytest.skip(f"PyAV {av.__version__} has no encoder {codec}")
    samples = noise(seconds, 12, rate, channels)
    layout = "mono" if channels == 1 else "stereo"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        if codec == "wmav2":
            stream.bit_rate = 128_000
        given = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout=layout)
        given.sample_rate = rate
        context = stream.codec_context
        queue = av.AudioFifo()
        for frame in av.AudioResampler(context.format.name, layout, rate).resample(given):
            queue.write(frame)
        while (frame := queue.read(context.frame_size or 1024, partial=True)) is not None:
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_usual_container_is_read_to_its_end(tmp_path, name):
    codec, rate, channels = CONTAINERS[name]
    tape = recorded(encoded(tmp_path / name, codec, rate, channels))
    assert (tape.source.rate, tape.source.channels) == (rate, channels)
    assert len(tape.samples()) / rate == pytest.approx(2, abs=0.07)
    assert not tape.of(Overflow)


@pytest.mark.parametrize("name", ["a.amr", "a.mkv", "a.wma", "a.aac"])
def test_damage_in_the_middle_costs_that_place_alone(tmp_path, name):
    codec, rate, channels = CONTAINERS[name]
    path = encoded(tmp_path / name, codec, rate, channels, 6)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 300] = np.random.default_rng(1).bytes(300)
    path.write_bytes(content)
    tape = recorded(path)
    assert len(tape.of(SourceEnded)) == 1
    assert 3.5 < len(tape.samples()) / rate < 6.1


def test_a_file_whose_rate_and_channels_change_on_the_way_keeps_those_it_began_with(tmp_path):
    one = encoded(tmp_path / "a.mp3", "libmp3lame", 44100, 2)
    other = encoded(tmp_path / "b.mp3", "libmp3lame", 22050, 1)
    one.write_bytes(one.read_bytes() + other.read_bytes())
    tape = recorded(one)
    assert tape.of(SourceEnded)
    assert tape.samples().shape[1] == 2
    assert len(tape.samples()) / 44100 == pytest.approx(4, abs=0.2)


def test_tags_in_an_old_encoding_do_no_harm(tmp_path):
    path = tmp_path / "a.wav"
    soundfile.write(path, SAMPLES, 48000)
    title = "Zoë en Noël".encode("latin-1") + b"\0"
    tag = b"INFOINAM" + len(title).to_bytes(4, "little") + title
    chunk = b"LIST" + len(tag).to_bytes(4, "little") + tag
    content = path.read_bytes()
    size = (int.from_bytes(content[4:8], "little") + len(chunk)).to_bytes(4, "little")
    path.write_bytes(content[:4] + size + content[8:12] + chunk + content[12:])
    assert np.array_equal(recorded(path).samples(), SAMPLES)


def test_a_playlist_opens_nothing_else(tmp_path):
    soundfile.write(tmp_path / "other.wav", SAMPLES, 48000)
    lines = ("#EXTM3U", "#EXT-X-TARGETDURATION:3", "#EXTINF:2.5,", "http://127.0.0.1:9/other.ts")
    (tmp_path / "a.wav").write_text("\n".join([*lines, "#EXT-X-ENDLIST", ""]))
    with pytest.raises(AudioError, match=r"a\.wav"):
        FileSource(tmp_path / "a.wav")


def test_whatever_goes_wrong_while_reading_ends_the_source(tmp_path, monkeypatch):
    soundfile.write(tmp_path / "a.wav", SAMPLES, 48000)
    source = FileSource(tmp_path / "a.wav", "fast")

    def broken(*_arguments):
        raise MemoryError

    tape = Tape(source)
    monkeypatch.setattr("av.AudioResampler", broken)
    tape.recorder.start()
    assert tape.recorder.wait(30)
    assert [event.message for event in tape.of(RecorderFailed)] == [
        "a.wav cannot be read on: MemoryError."
    ]


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100])
def test_one_channel_and_its_own_rate_are_kept(tmp_path, rate):
    samples = noise(1.5, 8, rate, 1)
    soundfile.write(tmp_path / "a.wav", samples, rate)
    tape = recorded(tmp_path / "a.wav")
    assert tape.source.rate == rate
    assert np.array_equal(tape.samples(), samples)


@pytest.mark.parametrize("size", [b"\0\0\0\0", b"\xff\xff\xff\xff"])
def test_a_wav_whose_recorder_died_before_the_header_was_written_is_read(tmp_path, size):
    path = tmp_path / "a.wav"
    soundfile.write(path, SAMPLES, 48000)
    content = path.read_bytes()
    path.write_bytes(content[:4] + size + content[8:40] + size + content[44:])
    assert np.array_equal(recorded(path).samples(), SAMPLES)


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mp3", "a.ogg"])
def test_a_file_cut_short_gives_what_is_there(tmp_path, name):
    path = tmp_path / name
    soundfile.write(path, SAMPLES, 48000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    frames = len(recorded(path).samples())
    assert 0.2 * len(SAMPLES) < frames < 0.8 * len(SAMPLES)


def test_a_damaged_place_is_passed_over_and_reported(tmp_path):
    path = tmp_path / "a.mp3"
    soundfile.write(path, SAMPLES, 48000)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 3000] = np.random.default_rng(1).bytes(3000)
    path.write_bytes(content)
    tape = recorded(path)
    assert tape.of(Overflow)
    assert len(tape.samples()) > 0.5 * len(SAMPLES)


NO_SOUND = {
    "empty.wav": (b"", "is empty"),
    "text.wav": (b"Dit is geen geluid, maar tekst.\n" * 400, "cannot be read as sound"),
    "zeros.wav": (bytes(100_000), "cannot be read as sound"),
    "chance.mp3": (np.random.default_rng(2).bytes(100_000), "sound"),
    "image.wav": (b"\x89PNG\r\n\x1a\n" + bytes(2000), "sound"),
}


@pytest.mark.parametrize("name", NO_SOUND)
def test_what_is_no_sound_is_refused_in_one_sentence(tmp_path, name):
    content, sentence = NO_SOUND[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AudioError, match=sentence) as refused:
        FileSource(tmp_path / name)
    assert name in refused.value.message
    assert refused.value.hint


def test_a_header_without_sound_is_refused(tmp_path):
    soundfile.write(tmp_path / "a.wav", SAMPLES[:0], 48000)
    with pytest.raises(AudioError, match=r"a\.wav holds no sound"):
        FileSource(tmp_path / "a.wav")


def test_a_file_or_folder_that_is_no_file_is_refused(tmp_path):
    for path in (tmp_path / "none.wav", tmp_path):
        with pytest.raises(AudioError, match="There is no file"):
            FileSource(path)


def test_more_than_two_channels_are_refused(tmp_path):
    soundfile.write(tmp_path / "a.wav", noise(1, 9, 48000, 4), 48000)
    with pytest.raises(AudioError, match="has 4 channels"):
        FileSource(tmp_path / "a.wav")


def test_a_file_in_a_hurry_waits_for_the_disk(tmp_path):
    path = tmp_path / "a.wav"
    soundfile.write(path, noise(20, 10, 8000, 1), 8000)
    disk = threading.Event()
    tape = Tape(FileSource(path, "fast"), commit=lambda _block: disk.wait())
    tape.recorder.start()
    tape.recorder.wait(0.3)
    assert tape.recorder.frame < 10 * 8000
    disk.set()
    assert tape.recorder.wait(30)
    assert tape.recorder.committed_frame == 20 * 8000


def test_a_file_in_real_time_stops_at_once(tmp_path):
    path = tmp_path / "a.wav"
    soundfile.write(path, noise(20, 11, 8000, 1), 8000)
    tape = Tape(FileSource(path, "real"))
    tape.recorder.start()
    tape.until_frame(2000)
    assert 2000 <= tape.recorder.stop() < 20 * 8000


def made(path: Path, tracks: list[tuple[NDArray[np.int16], float]], codec="libopus") -> Path:
    """A file with a track for each of these, mono at 48 kHz; a pair is samples and begin in s."""
    with av.open(str(path), "w") as container:
        streams = [container.add_stream(codec, rate=48000, layout="mono") for _ in tracks]
        packets = []
        for stream, (samples, begin) in zip(streams, tracks, strict=True):
            context = stream.codec_context
            resampler = av.AudioResampler(context.format.name, "mono", 48000)
            frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
            frame.sample_rate = 48000
            queue = av.AudioFifo()
            for converted in resampler.resample(frame):
                converted.pts = None
                queue.write(converted)
            at = round(begin * 48000)
            while (part := queue.read(context.frame_size or 960, partial=True)) is not None:
                part.pts, part.time_base = at, Fraction(1, 48000)
                at += part.samples
                packets += stream.encode(part)
            packets += stream.encode(None)
        packets.sort(key=lambda packet: packet.pts * packet.time_base)
        container.mux(packets)
    return path


def with_a_gap(path: Path, begin: float, gap: float, seconds: float = 3) -> Path:
    """A call of `seconds`, whose stamps leap by `gap` in its middle."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libopus", rate=48000, layout="mono")
        samples = noise(seconds, 3, 48000, 1)
        for place in range(0, len(samples), 960):
            part = samples[place : place + 960]
            frame = av.AudioFrame.from_ndarray(part.reshape(1, -1), format="s16", layout="mono")
            late = gap if place >= len(samples) // 2 else 0
            frame.sample_rate, frame.time_base = 48000, Fraction(1, 48000)
            frame.pts = place + round((begin + late) * 48000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("name", ["a.webm", "a.mkv"])
def test_a_gap_in_the_time_stamps_keeps_its_place(tmp_path, name):
    tape = recorded(with_a_gap(tmp_path / name, 0, 2.5))
    (missing,) = tape.of(Missing)
    assert missing.frame / 48000 == pytest.approx(1.5, abs=0.1)
    assert (missing.end_frame - missing.frame) / 48000 == pytest.approx(2.5, abs=0.05)
    assert tape.end_frame / 48000 == pytest.approx(5.5, abs=0.1)
    assert len(tape.samples()) / 48000 == pytest.approx(3, abs=0.1)
    held = {(block.first_frame, block.end_frame) for block in tape.blocks}
    assert not any(first < missing.end_frame and end > missing.frame for first, end in held)


def test_sound_that_begins_late_has_its_gap_at_the_start(tmp_path):
    tape = recorded(with_a_gap(tmp_path / "a.mkv", 4, 0))
    (missing,) = tape.of(Missing)
    assert missing.frame == 0
    assert missing.end_frame / 48000 == pytest.approx(4, abs=0.05)
    assert tape.blocks[0].first_frame == missing.end_frame


@pytest.mark.parametrize("gap", [0.1, 40_000])
def test_stamps_that_waver_or_leap_away_make_no_gap(tmp_path, gap):
    tape = recorded(with_a_gap(tmp_path / "a.mkv", 0, gap))
    assert not tape.of(Missing)
    assert len(tape.samples()) / 48000 == pytest.approx(3, abs=0.2)


@pytest.mark.parametrize(("name", "codec"), [("a.mp4", "aac"), ("a.mkv", "libopus")])
def test_two_tracks_are_a_channel_each(tmp_path, name, codec):
    one, other = noise(2, 1, 48000, 1), np.zeros((2 * 48000, 1), np.int16)
    source = FileSource(made(tmp_path / name, [(one, 0), (other, 0)], codec), "fast")
    assert (source.channels, source.rate) == (2, 48000)
    samples = recorded(source.path).samples()
    assert len(samples) / 48000 == pytest.approx(2, abs=0.1)
    assert np.abs(samples[:, 0]).max() > 1000
    assert np.abs(samples[:, 1]).max() < 10


def test_a_track_that_begins_later_or_ends_sooner_is_silent_there(tmp_path):
    path = made(tmp_path / "a.mkv", [(noise(3, 1, 48000, 1), 0), (noise(1, 2, 48000, 1), 1)])
    tape = recorded(path)
    assert not tape.of(Missing)
    loud = np.abs(tape.samples()[: 3 * 48000]).reshape(-1, 4800, 2).max(axis=1) > 500
    assert loud[1:29, 0].all()
    assert not loud[:9, 1].any()
    assert loud[11:19, 1].all()
    assert not loud[22:, 1].any()


def test_what_all_tracks_lack_is_a_gap(tmp_path):
    sounds = [(noise(1, 1, 48000, 1), 2), (noise(1, 2, 48000, 1), 2)]
    tape = recorded(made(tmp_path / "a.mkv", sounds))
    assert tape.of(Missing)[0].end_frame / 48000 == pytest.approx(2, abs=0.05)


def test_more_tracks_are_refused_until_some_are_named(tmp_path):
    path = made(tmp_path / "a.mkv", [(noise(1, n, 48000, 1), 0) for n in range(3)])
    with pytest.raises(AudioError, match="3 sound tracks") as refused:
        FileSource(path)
    assert "--tracks" in refused.value.hint
    assert FileSource(path, tracks=[2, 3]).channels == 2
    assert FileSource(path, tracks=[2]).channels == 1
    with pytest.raises(AudioError, match="3 sound tracks"):
        FileSource(path, tracks=[4])


def test_silent_tracks_are_known(tmp_path):
    still = np.zeros((48000, 1), np.int16)
    path = made(tmp_path / "a.mkv", [(still, 0), (noise(1, 1, 48000, 1), 0)])
    assert (track_count(path), silent_tracks(path)) == (2, (1,))


@pytest.mark.parametrize("name", ["2024-05-01T10:30:00.flac", "http:a.flac", "a,b|c %d.flac"])
def test_signs_in_a_name_are_part_of_the_name(tmp_path, name, monkeypatch):
    soundfile.write(tmp_path / name, SAMPLES, 48000)
    monkeypatch.chdir(tmp_path)
    assert np.array_equal(recorded(Path(name)).samples(), SAMPLES)
