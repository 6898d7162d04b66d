"""Letters of other alphabets that are drawn like Latin ones.

A part of the confusables of Unicode (UTS 39, https://www.unicode.org/Public/security, Unicode
licence): those of alphabets that fonts for Dutch and English text hold too.
"""

from __future__ import annotations

# Pairs of a letter and the Latin one it is taken for: Greek and Cyrillic in both cases, since
# capitals are taken for others than small letters; Armenian; Latin of phonetics and small capitals.
_PAIRS = (
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa βb γy εe ηn ιi κk νv οo ρp σo τt υu χx ωw ϳj"
    " АA ВB ЕE ЗZ КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ ԌG ԚQ ԜW ҮY Ѵv"
    " аa вb гr еe зz кk мm нh оo рp сc тt уy хx ѕs іi јj ԁd ԍg ԛq ԝw ѡw ѵv һh ӏl ҽe үy ьb пn иu яr"
    " աw գq հh ոn սu ցg օo"
    " ɑa ɡg ɣy ɩi ɪi ɯw ʀr ʋu ʏy ʝj ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꜱs ᴛt ᴜu ᴠv ᴡw"
    " ᴢz ƙk ɓb ɗd ɠg ƥp ƭt ƴy ɨi ŧt ħh ƀb ɇe"
)
LOOK_ALIKES = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}

_ENCLOSED_FROM = {
    0x24B6: "A",
    0x24D0: "a",
    **dict.fromkeys((0x1F130, 0x1F150, 0x1F170, 0x1F1E6), "A"),
}
ENCLOSED = {
    first + at: chr(ord(letter) + at)
    for first, letter in _ENCLOSED_FROM.items()
    for at in range(26)
}
"""Letters in squares and circles and those of flags, which Unicode takes for signs: no word of
theirs is one until they are letters."""
