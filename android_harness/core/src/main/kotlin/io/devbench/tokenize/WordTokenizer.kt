package io.devbench.tokenize

/** Splits text into normalized words. */
interface WordTokenizer {
    /** Appends the words of `text[from until until]` to [words]. `text[from]` is code point [position] of the text. */
    fun split(text: CharArray, from: Int, until: Int, position: Int, words: Words)
}

/** Splits a word into tokens of the vocabulary. */
interface SubwordTokenizer {
    fun split(words: Words, word: Int, tokens: Tokens)
}
