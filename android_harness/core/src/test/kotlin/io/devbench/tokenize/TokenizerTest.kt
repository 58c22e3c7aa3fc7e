package io.devbench.tokenize

import com.google.gson.JsonElement
import io.devbench.Vectors
import io.devbench.get
import io.devbench.ints
import io.devbench.protocol.AddedToken
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.JsonObject
import io.devbench.protocol.TokenizerSettings
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import java.util.Random

class TokenizerTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test fun `uncased as Hugging Face`() = check("uncased")

    @Test fun `cased as Hugging Face`() = check("cased")

    @Test fun `lowercase with accents as Hugging Face`() = check("lowercase-with-accents")

    @Test fun `cased without accents as Hugging Face`() = check("cased-without-accents")

    @Test fun `short words and other special tokens as Hugging Face`() = check("short-words")

    @Test
    fun `added tokens as transformers`() {
        val vectors = Vectors.read("added_tokens/layouts.json")
        val texts = vectors["texts"].asJsonArray.map { it.asString }
        for (layout in vectors["layouts"].asJsonArray) {
            val settings = settings(layout)
            val lines = vectors["vocabulary"].asJsonArray.map { it.asString }
            val tokenizer = Tokenizer.create(settings, Vocabulary(lines, settings.addedTokens))
            for ((text, case) in texts.zip(layout["cases"].asJsonArray)) {
                check("${layout["name"]}: $text", case, tokenizer.encode(text))
            }
        }
    }

    @Test
    fun `added tokens have names and ids beside the vocabulary's`() {
        val added = listOf(AddedToken("a", 1), AddedToken("<x>", 2))
        val vocabulary = Vocabulary(listOf("[UNK]", "a"), added)
        assertEquals(listOf("[UNK]", "a", "<x>", null), (0..3).map(vocabulary::tokenOf))
        assertEquals(listOf(0, 1, 2, null), listOf("[UNK]", "a", "<x>", "<y>").map(vocabulary::idOf))
    }

    private fun check(message: String, case: JsonElement, tokens: Tokens) {
        val offsets = List(tokens.size) { listOf(tokens.starts[it], tokens.ends[it]) }
        assertEquals(message, case["ids"].ints(), tokens.ids.take(tokens.size))
        assertEquals(message, case["offsets"].asJsonArray.map { it.ints() }, offsets)
    }

    private fun check(name: String) {
        val vectors = Vectors.read("tokenizers/$name.json")
        val tokenizer = tokenizer(settings(vectors))
        for (case in vectors["cases"].asJsonArray) {
            val text = case["text"].asString
            check(text, case, tokenizer.encode(text))
        }
    }

    @Test
    fun `offsets stay within the text and in order, whatever the text`() {
        val tokenizer = tokenizer(uncased())
        val random = Random(20)
        repeat(2000) {
            val text = buildString { repeat(random.nextInt(60)) { appendCodePoint(codePoint(random)) } }
            val tokens = tokenizer.encode(text)
            var start = 0
            var end = 0
            for (token in 0 until tokens.size) {
                assertTrue(text, tokens.starts[token] >= start && tokens.ends[token] >= end)
                assertTrue(text, tokens.starts[token] < tokens.ends[token])
                start = tokens.starts[token]
                end = tokens.ends[token]
            }
            assertTrue(text, end <= text.codePointCount(0, text.length))
        }
    }

    /** Mostly of the scripts where normalization has something to do. */
    private fun codePoint(random: Random): Int = when (random.nextInt(6)) {
        0 -> random.nextInt(0x80)
        1 -> random.nextInt(0x3100)
        2 -> 0x300 + random.nextInt(0x70)
        3 -> 0xAC00 + random.nextInt(11172)
        4 -> 0x1D100 + random.nextInt(0x100)
        else -> random.nextInt(0x110000 - 0x800).let { if (it < 0xD800) it else it + 0x800 }
    }

    @Test
    fun `a vocabulary without a special token is refused`() {
        for (missing in listOf("[UNK]", "[CLS]", "[SEP]", "[PAD]")) {
            val tokens = listOf("[UNK]", "[CLS]", "[SEP]", "[PAD]", "a") - missing
            val failure = assertThrows(Failure::class.java) { Tokenizer.create(uncased(), Vocabulary(tokens)) }
            assertEquals(FailureCode.BAD_VOCABULARY, failure.code)
            assertEquals("The vocabulary has no $missing.", failure.message)
        }
    }

    @Test
    fun `a vocabulary needs no mask`() {
        val vocabulary = Vocabulary(listOf("[UNK]", "[CLS]", "[SEP]", "[PAD]", "[", "]", "mask"))
        val tokenizer = Tokenizer.create(uncased(), vocabulary)
        assertEquals(listOf(4, 6, 5), tokenizer.encode("[MASK]").let { it.ids.take(it.size) })
    }

    @Test
    fun `a vocabulary file has a token a line, of equal ones the last counts`() {
        val file = folder.newFile()
        file.writeText("[PAD]\r\nが\r\n\na b\n[PAD]\n𠀀")
        val vocabulary = Vocabulary.read(file)
        assertEquals(listOf(4, 1, 2, 3, 5, null), listOf("[PAD]", "が", "", "a b", "𠀀", "a").map(vocabulary::idOf))
    }

    @Test
    fun `a vocabulary that is not UTF-8 is refused with its line`() {
        val file = folder.newFile("vocab.txt")
        file.writeBytes("[PAD]\n".toByteArray() + byteArrayOf(0xE3.toByte(), 0x81.toByte(), '\n'.code.toByte()))
        val failure = assertThrows(Failure::class.java) { Vocabulary.read(file) }
        assertEquals("The vocabulary vocab.txt is not UTF-8 in line 2.", failure.message)
    }

    private fun tokenizer(settings: TokenizerSettings) =
        Tokenizer.create(settings, Vocabulary.read(Vectors.file("tokenizers/vocab.txt")))

    private fun uncased() = settings(Vectors.read("tokenizers/uncased.json"))

    private fun settings(vectors: JsonElement) = TokenizerSettings.of(JsonObject.parse(vectors["settings"].toString()))
}
