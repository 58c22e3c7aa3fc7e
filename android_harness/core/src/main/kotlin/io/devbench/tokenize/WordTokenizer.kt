package io.devbench.tokenize

/** Splits text into normalized words. */
interface WordTokenizer {
    /** Appends the words of `text[from until until]` to [words]. `text[from]` is code point [position] of the text. */
    fun split(text: CharArray, from: Int, until: Int, position: Int, words: Words)
}

/** Splits a word, or what is left of it, into tokens of the vocabulary. */
interface SubwordTokenizer {
    /** The word has the characters from [start] until [end]. */
    fun split(words: Words, start: Int, end: Int, tokens: Tokens)
}
