package io.devbench.tokenize

import com.google.gson.JsonElement
import io.devbench.Vectors
import io.devbench.get
import io.devbench.ints
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.JsonObject
import io.devbench.protocol.TokenizerSettings
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import java.io.File
import java.util.zip.ZipFile

/** With a small dictionary that MeCab has compiled; the tokens are those of MeCab and Hugging Face `tokenizers`. */
class JapaneseTokenizerTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val vectors = Vectors.read("mecab/tokens.json")
    private val vocabulary = Vocabulary(vectors["vocabulary"].asJsonArray.map { it.asString })

    @Before
    fun unpack() {
        val dictionary = folder.newFolder("dictionary")
        ZipFile(Vectors.file("mecab/dictionary.zip")).use { zip ->
            for (entry in zip.entries()) File(dictionary, entry.name).writeBytes(zip.getInputStream(entry).readBytes())
        }
    }

    @Test
    fun `words as MeCab, with all kinds of unknown words`() = check(0)

    @Test
    fun `form KC`() = check(1)

    @Test
    fun `lower case`() = check(2)

    @Test
    fun `characters, in form KC and lower case`() = check(3)

    private fun check(run: Int) {
        val (settings, cases) = vectors["runs"].asJsonArray[run].let { it["tokenizer"] to it["cases"].asJsonArray }
        val tokenizer = tokenizer(settings)
        for (case in cases) {
            val text = case["text"].asString
            val tokens = tokenizer.encode(text)
            val offsets = List(tokens.size) { listOf(tokens.starts[it], tokens.ends[it]) }
            assertEquals(text, case["ids"].ints(), tokens.ids.take(tokens.size))
            assertEquals(text, case["offsets"].asJsonArray.map { it.ints() }, offsets)
            assertEquals(text, case["words"].ints(), (0 until tokens.size).filter(tokens::isWordStart))
        }
    }

    private fun tokenizer(settings: JsonElement = vectors["runs"].asJsonArray[0]["tokenizer"]) = Tokenizer.create(
        TokenizerSettings.of(JsonObject.parse(settings.toString())),
        vocabulary,
        folder.root,
    )

    @Test
    fun `a damaged dictionary is refused with the file's name`() {
        val damages = mapOf<String, (ByteArray) -> ByteArray>(
            "sys.dic is not a complete dictionary" to { it.also { bytes -> bytes[0]++ } },
            "unk.dic is not a complete dictionary" to { it.also { bytes -> bytes[FEATURE_BYTES]++ } },
            "sys.dic is cut off" to { it.copyOf(it.size / 2) },
            "unk.dic is of version 103, not 102" to { it.also { bytes -> bytes[4]++ } },
            "unk.dic is in UTF-7, not in UTF-8" to { it.withCharset("UTF-7") },
            "matrix.bin is cut off" to { it.copyOf(it.size - 1) },
            "matrix.bin has 4 x 8 costs, not 4 x 7" to { it.also { bytes -> bytes[2]++ } },
            "char.bin is not a character table" to { it.copyOf(it.size - 1) },
        )
        for ((why, damage) in damages) {
            val file = File(folder.root, "dictionary/" + why.substringBefore(' '))
            val whole = file.readBytes()
            file.writeBytes(damage(whole.copyOf()))
            val failure = assertThrows(why, Failure::class.java) { tokenizer().encode("東京") }
            assertEquals(FailureCode.BAD_VOCABULARY, failure.code)
            assertEquals("The MeCab dictionary's $why.", failure.message)
            file.writeBytes(whole)
        }
    }

    @Test
    fun `a dictionary may spell its charset as it likes`() {
        val file = File(folder.root, "dictionary/sys.dic")
        file.writeBytes(file.readBytes().withCharset("UTF-8"))
        assertEquals(1, tokenizer().encode("a").size)
    }

    private fun ByteArray.withCharset(name: String) = also { "$name\u0000".toByteArray().copyInto(it, CHARSET) }

    /** Where they are in the header of a dictionary. */
    private companion object {
        const val FEATURE_BYTES = 32
        const val CHARSET = 40
    }
}
