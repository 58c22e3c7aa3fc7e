package io.devbench.tokenize.mecab

import io.devbench.Vectors
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import java.io.File
import java.util.zip.ZipFile

class LatticeTest {
    @get:Rule
    val folder = TemporaryFolder()

    private fun lattice(): Lattice {
        ZipFile(Vectors.file("mecab/dictionary.zip")).use { zip ->
            for (entry in zip.entries()) File(folder.root, entry.name).writeBytes(zip.getInputStream(entry).readBytes())
        }
        fun mapped(name: String) = MappedFile(File(folder.root, name))
        return Lattice(ConnectionCosts(mapped("matrix.bin"), Lexicon(mapped("sys.dic"))))
    }

    private class Word(val start: Int, val end: Int, val cost: Int = 0, val count: Int = 1)

    private fun Lattice.best(length: Int, vararg words: Word): List<Pair<Int, Int>> {
        begin(length, LEFT_IDS)
        for ((start, beginning) in words.groupBy { it.start }.toSortedMap()) {
            val first = this.words
            for (word in beginning) repeat(word.count) { add(start, word.end, leftId = 0, rightId = 0, word.cost) }
            connect(start, first)
        }
        val best = ArrayList<Pair<Int, Int>>()
        forEachBest(length) { start, end -> best.add(start to end) }
        return best
    }

    @Test
    fun `costs and ways are kept when thousands of words follow`() {
        val expensive = 1_000_000
        val words = arrayOf(
            Word(0, 1),
            Word(0, 2),
            Word(1, 2, expensive),
            Word(2, 3, count = 1500),
            Word(3, 4, count = 3000),
        )
        assertEquals(listOf(0 to 2, 2 to 3, 3 to 4), lattice().best(4, *words))
    }

    @Test
    fun `texts as long as the buffers may follow each other`() {
        val lattice = lattice()
        for (length in listOf(1, 1023, 1024, 1025, 1536, 1537, 2)) {
            val words = Array(length) { Word(it, it + 1) }
            assertEquals(List(length) { it to it + 1 }, lattice.best(length, *words))
        }
    }

    private companion object {
        const val LEFT_IDS = 7
    }
}
