package io.devbench.tokenize

import io.devbench.protocol.AddedToken
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.TokenizerSettings
import io.devbench.tokenize.mecab.Mecab
import java.io.File

/** Text to token ids, as a checkpoint's settings say. Holds buffers: for one thread. */
class Tokenizer internal constructor(
    wordTokenizer: () -> WordTokenizer,
    private val subwordTokenizer: SubwordTokenizer,
    private val specialTokens: SpecialTokens,
    normalizedTokens: ((WordTokenizer) -> NormalizedTokens)?,
    val clsId: Int,
    val sepId: Int,
    val padId: Int,
    /** If both texts of a pair are cut, whether the first keeps the odd token, or the longer. */
    val oddToFirst: Boolean,
) {
    /** Made when the first text comes: a host that tokenizes sends no dictionary along. */
    private val wordTokenizer by lazy(LazyThreadSafetyMode.NONE, wordTokenizer)
    private val normalizedTokens by lazy(LazyThreadSafetyMode.NONE) { normalizedTokens?.invoke(this.wordTokenizer) }
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
        val added = normalizedTokens
        if (added != null) return added.split(words, tokens)
        for (word in 0 until words.count) subwordTokenizer.split(words, words.start(word), words.end(word), tokens)
    }

    companion object {
        /**
         * [folder]: the one that the settings' dictionary is named in. Throws [Failure] where the vocabulary lacks a
         * special token or the kind of tokenizer is not known; the first text may throw it for a broken dictionary.
         */
        fun create(settings: TokenizerSettings, vocabulary: Vocabulary, folder: File? = null): Tokenizer {
            val subwords = subwordTokenizer(settings, vocabulary, vocabulary.requireId(settings.unkToken))
            val (normalized, original) = settings.addedTokens.partition { it.normalized }
            return Tokenizer(
                wordTokenizer(settings, folder),
                subwords,
                SpecialTokens(namedTokens(settings, vocabulary) + original),
                { words: WordTokenizer -> NormalizedTokens(normalized, words, subwords) }
                    .takeIf { normalized.isNotEmpty() },
                clsId = vocabulary.requireId(settings.clsToken),
                sepId = vocabulary.requireId(settings.sepToken),
                padId = vocabulary.requireId(settings.padToken),
                oddToFirst = settings.wordTokenizer == "mecab",
            )
        }

        /** Those that are looked for as themselves, with no other properties. */
        private fun namedTokens(settings: TokenizerSettings, vocabulary: Vocabulary): List<AddedToken> {
            val added = settings.addedTokens.map { it.content }
            return settings.namedTokens.filter { it !in added }
                .mapNotNull { token -> vocabulary.idOf(token)?.let { AddedToken(token, it) } }
        }

        private fun wordTokenizer(settings: TokenizerSettings, folder: File?): () -> WordTokenizer {
            val isBasic = settings.wordTokenizer == "basic" && settings.subwordTokenizer == "wordpiece"
            return when {
                isBasic -> {
                    { BasicTokenizer(settings.lowercase, settings.stripAccents, settings.splitCjk) }
                }

                settings.wordTokenizer == "mecab" -> {
                    { japanese(settings, folder) }
                }

                else -> throw notSupported(settings)
            }
        }

        private fun japanese(settings: TokenizerSettings, folder: File?): WordTokenizer {
            val name = settings.dictionary
                ?: throw Failure(FailureCode.BAD_JOB, "The tokenizer's settings do not name a MeCab dictionary.")
            val splitsAtSpaces = settings.subwordTokenizer == "wordpiece"
            return JapaneseTokenizer(Mecab.open(File(folder, name)), settings.nfkc, settings.lowercase, splitsAtSpaces)
        }

        private fun subwordTokenizer(settings: TokenizerSettings, vocabulary: Vocabulary, unkId: Int) =
            when (settings.subwordTokenizer) {
                "wordpiece" -> WordPiece(vocabulary, unkId, settings.maxWordChars)
                "character" -> CharacterTokenizer(vocabulary, unkId)
                else -> throw notSupported(settings)
            }

        private fun notSupported(settings: TokenizerSettings) = Failure(
            FailureCode.BAD_JOB,
            "The tokenizer ${settings.wordTokenizer} + ${settings.subwordTokenizer} is not known to this harness.",
        )
    }
}
