package io.devbench.tokenize

/** The longest token that a word begins with, then the longest `##` token of the rest (Devlin et al. 2018). */
class WordPiece(vocabulary: Vocabulary, private val unkId: Int, private val maxWordChars: Int) : SubwordTokenizer {
    private val trie = vocabulary.trie
    private val continuation = trie.find("##")

    override fun split(words: Words, word: Int, tokens: Tokens) {
        val start = words.start(word)
        val end = words.end(word)
        val before = tokens.size
        if (end - start > maxWordChars || !splitAll(words, start, end, tokens)) {
            tokens.truncate(before)
            tokens.add(unkId, words.sources[start], words.sources[end - 1] + 1)
        }
    }

    /** False where some part of the word is in no token. */
    private fun splitAll(words: Words, start: Int, end: Int, tokens: Tokens): Boolean {
        var from = start
        var root = Trie.ROOT
        while (from < end) {
            var id = Trie.NONE
            var until = from
            var node = root
            var at = from
            while (at < end) {
                if (node == Trie.NONE) break
                node = trie.next(node, words.codePoints[at++])
                if (node != Trie.NONE && trie.value(node) != Trie.NONE) {
                    id = trie.value(node)
                    until = at
                }
            }
            if (id == Trie.NONE) return false
            tokens.add(id, words.sources[from], words.sources[until - 1] + 1, startsWord = from == start)
            from = until
            root = continuation
        }
        return true
    }
}
