package io.devbench.tokenize

import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.TokenizerSettings

/** Text to token ids, as a checkpoint's settings say. Holds buffers: for one thread. */
class Tokenizer internal constructor(
    private val wordTokenizer: WordTokenizer,
    private val subwordTokenizer: SubwordTokenizer,
    private val specialTokens: SpecialTokens,
    val clsId: Int,
    val sepId: Int,
    val padId: Int,
) {
    private val words = Words()
    private var chars = CharArray(0)

    fun encode(text: String): Tokens {
        if (chars.size < text.length) chars = CharArray(text.length)
        text.toCharArray(chars, 0, 0, text.length)
        val tokens = Tokens()
        var at = 0
        var position = 0
        while (true) {
            val special = specialTokens.find(chars, at, text.length)
            encode(at, special?.start ?: text.length, position, tokens)
            if (special == null) return tokens
            val start = position + Character.codePointCount(chars, at, special.start - at)
            position = start + Character.codePointCount(chars, special.start, special.end - special.start)
            at = special.end
            tokens.add(special.id, start, position)
        }
    }

    private fun encode(from: Int, until: Int, position: Int, tokens: Tokens) {
        words.clear()
        wordTokenizer.split(chars, from, until, position, words)
        for (word in 0 until words.count) subwordTokenizer.split(words, word, tokens)
    }

    companion object {
        /** Throws [Failure] where the vocabulary lacks a special token, or the kind of tokenizer is not known. */
        fun create(settings: TokenizerSettings, vocabulary: Vocabulary): Tokenizer {
            fun idOf(token: String) = vocabulary.idOf(token)
                ?: throw Failure(FailureCode.BAD_VOCABULARY, "The vocabulary has no $token.")
            val special = with(settings) { listOf(unkToken, sepToken, clsToken, padToken, maskToken) }
            return Tokenizer(
                wordTokenizer(settings),
                subwordTokenizer(settings, vocabulary, idOf(settings.unkToken)),
                SpecialTokens(special.mapNotNull { token -> vocabulary.idOf(token)?.let { token to it } }.toMap()),
                clsId = idOf(settings.clsToken),
                sepId = idOf(settings.sepToken),
                padId = idOf(settings.padToken),
            )
        }

        private fun wordTokenizer(settings: TokenizerSettings): WordTokenizer = when (settings.wordTokenizer) {
            "basic" -> BasicTokenizer(settings.lowercase, settings.stripAccents, settings.splitCjk)
            else -> throw notSupported("word_tokenizer", settings.wordTokenizer)
        }

        private fun subwordTokenizer(settings: TokenizerSettings, vocabulary: Vocabulary, unkId: Int) =
            when (settings.subwordTokenizer) {
                "wordpiece" -> WordPiece(vocabulary, unkId, settings.maxWordChars)
                else -> throw notSupported("subword_tokenizer", settings.subwordTokenizer)
            }

        private fun notSupported(name: String, value: String) =
            Failure(FailureCode.BAD_JOB, "The $name $value is not known to this harness.")
    }
}
