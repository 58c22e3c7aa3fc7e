package io.devbench.tokenize

/**
 * Strings, each with a number of its own, to be found character by character.
 *
 * Nodes are numbered from the root, 0. All edges stand in one hash table with open addressing, by node and character.
 */
internal class Trie {
    private var edges = LongArray(INITIAL_EDGES)
    private var targets = IntArray(INITIAL_EDGES)
    private var values = IntArray(INITIAL_EDGES) { NONE }
    private var nodes = 1

    /** The number of the string that ends at [node], or [NONE]. */
    fun value(node: Int) = values[node]

    /** The node after [node] along [codePoint], or [NONE]. */
    fun next(node: Int, codePoint: Int): Int {
        val target = targets[slot(edge(node, codePoint))]
        return if (target == 0) NONE else target
    }

    /** The node at the end of [string], or [NONE]. */
    fun find(string: String): Int {
        var node = ROOT
        var at = 0
        while (at < string.length && node != NONE) {
            val codePoint = string.codePointAt(at)
            node = next(node, codePoint)
            at += Character.charCount(codePoint)
        }
        return node
    }

    /** A string that is there already gets the new number. */
    fun put(string: String, value: Int) {
        var node = ROOT
        var at = 0
        while (at < string.length) {
            val codePoint = string.codePointAt(at)
            node = nextOrNew(node, codePoint)
            at += Character.charCount(codePoint)
        }
        values[node] = value
    }

    private fun nextOrNew(node: Int, codePoint: Int): Int {
        val edge = edge(node, codePoint)
        var slot = slot(edge)
        if (targets[slot] == 0) {
            if (2 * nodes >= edges.size) {
                grow()
                slot = slot(edge)
            }
            edges[slot] = edge
            targets[slot] = nodes++
        }
        return targets[slot]
    }

    private fun edge(node: Int, codePoint: Int) = (node.toLong() shl CODE_POINT_BITS) or codePoint.toLong()

    /** Where [edge] stands, or would stand. */
    private fun slot(edge: Long): Int {
        val mask = edges.size - 1
        var slot = ((edge * GOLDEN_RATIO) ushr 32).toInt() and mask
        while (targets[slot] != 0 && edges[slot] != edge) slot = (slot + 1) and mask
        return slot
    }

    private fun grow() {
        val oldEdges = edges
        val oldTargets = targets
        edges = LongArray(2 * oldEdges.size)
        targets = IntArray(2 * oldEdges.size)
        values = values.copyOf(2 * oldEdges.size).also { it.fill(NONE, oldEdges.size) }
        for (old in oldEdges.indices) {
            if (oldTargets[old] == 0) continue
            val slot = slot(oldEdges[old])
            edges[slot] = oldEdges[old]
            targets[slot] = oldTargets[old]
        }
    }

    companion object {
        const val ROOT = 0
        const val NONE = -1

        private const val INITIAL_EDGES = 1 shl 16
        private const val CODE_POINT_BITS = 21

        /** 2^64 divided by the golden ratio: Knuth's multiplicative hashing. */
        private const val GOLDEN_RATIO = -0x61c8864680b583ebL
    }
}
