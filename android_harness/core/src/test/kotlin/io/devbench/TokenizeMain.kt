package io.devbench

import io.devbench.protocol.JsonObject
import io.devbench.protocol.TokenizerSettings
import io.devbench.protocol.forEachLine
import io.devbench.tokenize.Tokenizer
import io.devbench.tokenize.Vocabulary
import java.io.File

/**
 * The tokenizer by itself, to be compared with Hugging Face `tokenizers` and timed beside it.
 *
 * `TokenizeMain SETTINGS VOCABULARY TEXTS [OUTPUT]`: SETTINGS is the `tokenizer` object of a job, TEXTS has an object
 * with a `text` a line. A dictionary that they name is a folder beside VOCABULARY. OUTPUT gets the tokens of each text
 * on a line, as `id:start:end` with spaces between, and `:word` after those that begin a word. Without it, the texts
 * are encoded again and again for [TIMING_SECONDS], and the nanoseconds of the fastest pass are printed.
 */
object TokenizeMain {
    private const val TIMING_SECONDS = 5

    @JvmStatic
    fun main(arguments: Array<String>) {
        val (settings, vocabulary, texts) = arguments.map(::File)
        val read = TokenizerSettings.of(JsonObject.parse(settings.readText()))
        val tokenizer = Tokenizer.create(read, Vocabulary.read(vocabulary, read.addedTokens), vocabulary.parentFile)
        val output = arguments.getOrNull(3)
        if (output == null) println(fastestPassNs(tokenizer, texts)) else write(tokenizer, texts, File(output))
    }

    private fun write(tokenizer: Tokenizer, texts: File, output: File) = output.bufferedWriter().use { writer ->
        forEachLine(texts) { _, line ->
            val tokens = tokenizer.encode(text(line))
            for (token in 0 until tokens.size) {
                if (token > 0) writer.write(" ")
                writer.write("${tokens.ids[token]}:${tokens.starts[token]}:${tokens.ends[token]}")
                if (tokens.isWordStart(token)) writer.write(":word")
            }
            writer.write("\n")
        }
    }

    private fun fastestPassNs(tokenizer: Tokenizer, file: File): Long {
        val texts = ArrayList<String>()
        forEachLine(file) { _, line -> texts.add(text(line)) }
        val end = System.nanoTime() + TIMING_SECONDS * 1_000_000_000L
        var fastest = Long.MAX_VALUE
        while (System.nanoTime() < end) {
            val started = System.nanoTime()
            for (text in texts) tokenizer.encode(text)
            fastest = minOf(fastest, System.nanoTime() - started)
        }
        return fastest
    }

    private fun text(line: String) = JsonObject.parse(line).string("text")
}
