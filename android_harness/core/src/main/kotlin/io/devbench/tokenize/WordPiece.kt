package io.devbench.tokenize

/** The longest token that a word begins with, then the longest `##` token of the rest (Devlin et al. 2018). */
class WordPiece(vocabulary: Vocabulary, private val unkId: Int, private val maxWordChars: Int) : SubwordTokenizer {
    private val trie = vocabulary.trie
    private val continuation = trie.find("##")

    override fun split(words: Words, start: Int, end: Int, tokens: Tokens) {
        val characters = words.characters
        val before = tokens.size
        if (end - start > maxWordChars || !splitAll(characters, start, end, tokens)) {
            tokens.truncate(before)
            tokens.add(unkId, characters.starts[start], characters.ends[end - 1])
        }
    }

    /** False where some part of the word is in no token. */
    private fun splitAll(characters: AlignedCharacters, start: Int, end: Int, tokens: Tokens): Boolean {
        val codePoints = characters.codePoints
        var from = start
        var root = Trie.ROOT
        while (from < end) {
            var id = Trie.NONE
            var until = from
            var node = root
            var at = from
            while (at < end) {
                if (node == Trie.NONE) break
                node = trie.next(node, codePoints[at++])
                if (node != Trie.NONE && trie.value(node) != Trie.NONE) {
                    id = trie.value(node)
                    until = at
                }
            }
            if (id == Trie.NONE) return false
            val startsWord = from == start && (tokens.size == 0 || !continues(codePoints, from, until))
            tokens.add(id, characters.starts[from], characters.ends[until - 1], startsWord)
            from = until
            root = continuation
        }
        return true
    }

    /** Whether the text itself spells a `##` token: one that counts as the rest of a word, wherever it stands. */
    private fun continues(codePoints: IntArray, from: Int, until: Int) =
        until - from >= 2 && codePoints[from] == '#'.code && codePoints[from + 1] == '#'.code
}
