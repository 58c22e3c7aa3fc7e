package io.devbench.tokenize

import org.junit.Assert.assertEquals
import org.junit.Test
import java.util.Random

class TrieTest {
    @Test
    fun `finds what a map finds, while it grows`() {
        val random = Random(20)
        val trie = Trie()
        val map = HashMap<String, Int>()
        repeat(60_000) { value ->
            val string = string(random)
            trie.put(string, value)
            map[string] = value
        }
        for ((string, value) in map) assertEquals(string, value, trie.value(trie.find(string)))
        repeat(20_000) {
            val string = string(random)
            val node = trie.find(string)
            assertEquals(string, map[string] ?: Trie.NONE, if (node == Trie.NONE) Trie.NONE else trie.value(node))
        }
    }

    private fun string(random: Random) = buildString {
        repeat(random.nextInt(7)) {
            appendCodePoint(if (random.nextBoolean()) 'a'.code + random.nextInt(20) else 0x20000 + random.nextInt(9))
        }
    }
}
