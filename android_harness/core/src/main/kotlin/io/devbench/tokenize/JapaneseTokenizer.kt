package io.devbench.tokenize

import io.devbench.generated.NfkcData
import io.devbench.tokenize.mecab.Mecab

/**
 * MeCab's words, in form KC before and in lower case after it where the settings say so: docs/protocol.md, `mecab`.
 *
 * [splitsAtSpaces]: words are cut at white space, of which MeCab knows fewer kinds than WordPiece.
 */
class JapaneseTokenizer(
    private val mecab: Mecab,
    private val nfkc: Boolean,
    private val lowercase: Boolean,
    private val splitsAtSpaces: Boolean,
) : WordTokenizer {
    private val nfkcNormalizer = NfkcNormalizer()
    private val original = AlignedCharacters()
    private val normalized = AlignedCharacters()
    private val lowered = AlignedCharacters()

    override fun split(text: CharArray, from: Int, until: Int, position: Int, words: Words) {
        read(text, from, until, position)
        val sentence = if (nfkc) normalized else original
        if (nfkc) {
            normalized.clear()
            nfkcNormalizer.append(original, 0, original.size, normalized)
        }
        mecab.split(sentence.codePoints, sentence.size) { start, end ->
            if (lowercase) {
                lowered.clear()
                CaseMapping.appendLower(sentence, start, end, lowered)
                appendWord(lowered, 0, lowered.size, words)
            } else {
                appendWord(sentence, start, end, words)
            }
        }
    }

    /** Up to U+0000, which ends a text for MeCab. */
    private fun read(text: CharArray, from: Int, until: Int, position: Int) {
        original.clear()
        var at = from
        var source = position
        while (at < until) {
            val codePoint = Character.codePointAt(text, at, until)
            if (codePoint == 0) return
            original.append(codePoint, source, ++source)
            at += Character.charCount(codePoint)
        }
    }

    private fun appendWord(text: AlignedCharacters, from: Int, until: Int, words: Words) {
        for (at in from until until) {
            val codePoint = text.codePoints[at]
            if (splitsAtSpaces && codePoint in spaces) {
                words.endWord()
            } else {
                words.characters.append(codePoint, text.starts[at], text.ends[at])
            }
        }
        words.endWord()
    }

    private companion object {
        val spaces = CodePointRanges(NfkcData.SPACES)
    }
}
