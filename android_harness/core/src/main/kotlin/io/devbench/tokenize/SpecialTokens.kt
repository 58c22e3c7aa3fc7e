package io.devbench.tokenize

/**
 * Special tokens that stand in the text itself, such as `[MASK]`: found before all normalization, letter by letter; of
 * several that begin at one place, the longest.
 */
internal class SpecialTokens(ids: Map<String, Int>) {
    class Match(val start: Int, val end: Int, val id: Int)

    private class Special(val chars: CharArray, val id: Int)

    private val longestFirst = ids.filter { it.key.isNotEmpty() }
        .map { Special(it.key.toCharArray(), it.value) }
        .sortedByDescending { it.chars.size }
    private val firstChars = longestFirst.map { it.chars[0] }.distinct().toCharArray()

    /** The first one in `text[from until until]`. */
    fun find(text: CharArray, from: Int, until: Int): Match? {
        for (start in from until until) {
            if (text[start] !in firstChars) continue
            val special = longestFirst.firstOrNull { matches(it.chars, text, start, until) } ?: continue
            return Match(start, start + special.chars.size, special.id)
        }
        return null
    }

    private fun matches(special: CharArray, text: CharArray, start: Int, until: Int): Boolean =
        start + special.size <= until && special.indices.all { special[it] == text[start + it] }
}
