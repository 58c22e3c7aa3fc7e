package io.devbench.tokenize

import io.devbench.protocol.AddedToken

/**
 * Added tokens that are looked for in the normalized text, within words and across their ends, but not across white
 * space; of several that begin at one place, the longest. What is left of a word on either side is a word.
 */
internal class NormalizedTokens(
    tokens: List<AddedToken>,
    normalizer: WordTokenizer,
    private val subwordTokenizer: SubwordTokenizer,
) {
    private class Pattern(val codePoints: IntArray, val id: Int)

    private val longestFirst = tokens.map { pattern(it, normalizer) }.sortedByDescending { it.codePoints.size }

    /** Appends the tokens of all words. */
    fun split(words: Words, tokens: Tokens) {
        var word = 0
        while (word < words.count) {
            val first = word++
            while (word < words.count && !words.startsRun(word)) word++
            splitRun(words, first, words.end(word - 1), tokens)
        }
    }

    /** The words from [first] on that end at [end]. */
    private fun splitRun(words: Words, first: Int, end: Int, tokens: Tokens) {
        val characters = words.characters
        var from = words.start(first)
        var at = from
        while (at < end) {
            val found = longestFirst.firstOrNull { matches(it.codePoints, characters, at, end) }
            if (found == null) {
                at++
                continue
            }
            splitWords(words, first, from, at, tokens)
            from = at + found.codePoints.size
            tokens.add(found.id, characters.starts[at], characters.ends[from - 1])
            at = from
        }
        splitWords(words, first, from, end, tokens)
    }

    private fun splitWords(words: Words, first: Int, from: Int, until: Int, tokens: Tokens) {
        var word = first
        var start = from
        while (start < until) {
            while (words.end(word) <= start) word++
            val end = minOf(words.end(word), until)
            subwordTokenizer.split(words, start, end, tokens)
            start = end
        }
    }

    private fun matches(pattern: IntArray, characters: AlignedCharacters, at: Int, end: Int): Boolean =
        at + pattern.size <= end && pattern.indices.all { pattern[it] == characters.codePoints[at + it] }

    private fun pattern(token: AddedToken, normalizer: WordTokenizer): Pattern {
        val words = Words()
        normalizer.split(token.content.toCharArray(), 0, token.content.length, 0, words)
        return Pattern(words.characters.codePoints.copyOf(words.characters.size), token.id)
    }
}
