package io.devbench.tokenize.mecab

import org.junit.Assert.assertEquals
import org.junit.Test

class LookaheadTest {
    @Test
    fun `is 65535 bytes of UTF-8`() {
        for ((codePoint, bytes) in mapOf(0x7F to 1, 0x80 to 2, 0x7FF to 2, 0x800 to 3, 0xFFFF to 3, 0x10000 to 4)) {
            val text = IntArray(70_000) { codePoint }
            val lookahead = Lookahead()
            lookahead.begin(text, text.size)
            val characters = 65535 / bytes
            assertEquals(characters, lookahead.from(0))
            assertEquals(characters + 3, lookahead.from(3))
            assertEquals(text.size, lookahead.from(text.size - 1))
        }
    }

    @Test
    fun `begins anew with each text and ends with it`() {
        val lookahead = Lookahead()
        lookahead.begin(IntArray(70_000) { 'a'.code }, 70_000)
        lookahead.from(60_000)
        lookahead.begin(IntArray(70_000) { 'あ'.code }, 40_000)
        assertEquals(21_845, lookahead.from(0))
        assertEquals(40_000, lookahead.from(30_000))
    }
}
