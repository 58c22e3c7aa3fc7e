package io.devbench.tokenize

import io.devbench.protocol.AddedToken

/**
 * Special and added tokens that stand in the text itself, such as `[MASK]`: found before all normalization, letter by
 * letter; of several that begin at one place, the longest.
 */
internal class SpecialTokens(tokens: List<AddedToken>) {
    class Match(val start: Int, val end: Int, val id: Int)

    private class Special(val chars: CharArray, val token: AddedToken)

    private val longestFirst = tokens.filter { it.content.isNotEmpty() }
        .map { Special(it.content.toCharArray(), it) }
        .sortedByDescending { it.chars.size }
    private val firstChars = longestFirst.map { it.chars[0] }.distinct().toCharArray()

    /** The first one in `text[from until until]`, with the white space that belongs to it. */
    fun find(text: CharArray, from: Int, until: Int): Match? {
        for (start in from until until) {
            if (text[start] !in firstChars) continue
            val special = longestFirst.firstOrNull { matches(it.chars, text, start, until) } ?: continue
            var first = start
            var end = start + special.chars.size
            if (special.token.lstrip) while (first > from && isSpace(text[first - 1])) first--
            if (special.token.rstrip) while (end < until && isSpace(text[end])) end++
            return Match(first, end, special.token.id)
        }
        return null
    }

    private fun matches(special: CharArray, text: CharArray, start: Int, until: Int): Boolean =
        start + special.size <= until && special.indices.all { special[it] == text[start + it] }

    /** Unicode's `White_Space`, of which BERT's text cleaning removes some as control characters. */
    private fun isSpace(char: Char) = char in '\u0009'..'\u000d' || char == '\u0085' || Unicode.isSpace(char.code)
}
