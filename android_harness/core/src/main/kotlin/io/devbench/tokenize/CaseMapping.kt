package io.devbench.tokenize

import io.devbench.generated.NfkcData

/** The lower case of a word, as Python's `str.lower`: Unicode's full mapping without a language. */
internal object CaseMapping {
    private val lowercase = CodePointRanges(NfkcData.LOWERCASE, columns = 2)
    private val cased = CodePointRanges(NfkcData.CASED)
    private val ignorable = CodePointRanges(NfkcData.CASE_IGNORABLE)

    private const val SIGMA = 0x3A3
    private const val FINAL_SIGMA = 0x3C2

    /** Appends the lower case of the characters [from] until [until], a word, to [result]. */
    fun appendLower(text: AlignedCharacters, from: Int, until: Int, result: AlignedCharacters) {
        for (at in from until until) {
            val codePoint = text.codePoints[at]
            if (codePoint == Unicode.DOTTED_I) {
                for (part in Unicode.LOWERCASE_DOTTED_I) result.append(part, text.starts[at], text.ends[at])
                continue
            }
            val lower = when {
                codePoint in 'A'.code..'Z'.code -> codePoint + ('a' - 'A')
                codePoint < 0x80 -> codePoint
                codePoint == SIGMA && isFinal(text, at, from, until) -> FINAL_SIGMA
                else -> lowercase.shifted(codePoint)
            }
            result.append(lower, text.starts[at], text.ends[at])
        }
    }

    /** A letter before it and none after it in the word, looking through what is ignorable (D136, Final_Sigma). */
    private fun isFinal(text: AlignedCharacters, at: Int, from: Int, until: Int): Boolean {
        var before = at - 1
        while (before >= from && text.codePoints[before] in ignorable) before--
        if (before < from || text.codePoints[before] !in cased) return false
        var after = at + 1
        while (after < until && text.codePoints[after] in ignorable) after++
        return after == until || text.codePoints[after] !in cased
    }
}
