package io.devbench.tokenize

/** Each character of a word, in form KC, is a token. */
class CharacterTokenizer(vocabulary: Vocabulary, private val unkId: Int) : SubwordTokenizer {
    private val trie = vocabulary.trie
    private val nfkcNormalizer = NfkcNormalizer()
    private val normalized = AlignedCharacters()

    override fun split(words: Words, start: Int, end: Int, tokens: Tokens) {
        normalized.clear()
        nfkcNormalizer.append(words.characters, start, end, normalized)
        for (at in 0 until normalized.size) {
            val node = trie.next(Trie.ROOT, normalized.codePoints[at])
            val id = if (node == Trie.NONE) Trie.NONE else trie.value(node)
            tokens.add(if (id == Trie.NONE) unkId else id, normalized.starts[at], normalized.ends[at], at == 0)
        }
    }
}
