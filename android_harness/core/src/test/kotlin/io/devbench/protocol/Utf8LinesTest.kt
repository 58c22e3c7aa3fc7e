package io.devbench.protocol

import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder

class Utf8LinesTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun `lines end with a line feed, the last may lack it`() {
        assertEquals(emptyList<String>(), lines(""))
        assertEquals(listOf("1 "), lines("\n"))
        assertEquals(listOf("1 a", "2 ", "3 \u2028\u0085b\r"), lines("a\n\n\u2028\u0085b\r\n"))
        assertEquals(listOf("1 あ", "2 😀"), lines("あ\n😀"))
    }

    @Test
    fun `a line that is not UTF-8 is named`() {
        val cutOff = listOf(0xC3)
        val stray = listOf(0x80)
        val surrogate = listOf(0xED, 0xA0, 0x80)
        for (broken in listOf(cutOff, stray, surrogate)) {
            val file = folder.newFile()
            file.writeBytes("a\nb\n".toByteArray() + broken.map { it.toByte() })
            assertEquals(3, assertThrows(NotUtf8Exception::class.java) { forEachLine(file) { _, _ -> } }.line)
        }
    }

    private fun lines(text: String): List<String> {
        val file = folder.newFile()
        file.writeText(text)
        val lines = ArrayList<String>()
        forEachLine(file) { number, line -> lines.add("$number $line") }
        return lines
    }
}
