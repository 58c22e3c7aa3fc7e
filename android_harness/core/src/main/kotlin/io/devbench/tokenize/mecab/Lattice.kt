package io.devbench.tokenize.mecab

/**
 * Words that may stand in a text, each with the cheapest way from the beginning to it (Viterbi 1967). Words that end
 * at one place are listed latest first: of equal costs the first counts, as in MeCab.
 */
internal class Lattice(private val costs: ConnectionCosts) {
    private var endingAt = IntArray(INITIAL_SIZE)
    private var nextEnding = IntArray(INITIAL_SIZE)
    private var starts = IntArray(INITIAL_SIZE)
    private var ends = IntArray(INITIAL_SIZE)
    private var leftIds = IntArray(INITIAL_SIZE)
    private var rightIds = IntArray(INITIAL_SIZE)
    private var total = LongArray(INITIAL_SIZE)
    private var before = IntArray(INITIAL_SIZE)
    private var size = 0

    // The words before that are cheapest depend on the left context id alone: found once a place for each.
    private var bestBefore = IntArray(0)
    private var bestTotal = LongArray(0)
    private var foundAt = IntArray(0)
    private var place = 0

    /** For a text of [length] characters. */
    fun begin(length: Int, leftIdCount: Int) {
        if (endingAt.size <= length) endingAt = IntArray(length + length / 2 + 1)
        endingAt.fill(NONE, 0, length + 1)
        if (foundAt.size < leftIdCount) {
            bestBefore = IntArray(leftIdCount)
            bestTotal = LongArray(leftIdCount)
            foundAt = IntArray(leftIdCount)
        }
        size = 0
        // The beginning: a word that ends at 0.
        add(0, 0, leftId = 0, rightId = 0, cost = 0)
        list(0)
    }

    fun isReached(position: Int) = endingAt[position] != NONE

    /** A word from [start] to [end]; it counts after [connect]. */
    fun add(start: Int, end: Int, leftId: Int, rightId: Int, cost: Int) {
        if (size == starts.size) grow()
        starts[size] = start
        ends[size] = end
        leftIds[size] = leftId
        rightIds[size] = rightId
        total[size++] = cost.toLong()
    }

    /** How many words there are: the next one's number. */
    val words get() = size

    /** Joins the words from number [first] on, which may follow those that end at [position]. The last comes first. */
    fun connect(position: Int, first: Int) {
        if (++place == Int.MAX_VALUE) {
            foundAt.fill(0)
            place = 1
        }
        for (word in size - 1 downTo first) {
            val leftId = leftIds[word]
            if (foundAt[leftId] != place) findBest(leftId, position)
            before[word] = bestBefore[leftId]
            total[word] += bestTotal[leftId]
            list(word)
        }
    }

    private fun findBest(leftId: Int, position: Int) {
        val row = costs.row(leftId)
        var best = NONE
        var least = Long.MAX_VALUE
        var word = endingAt[position]
        while (word != NONE) {
            val cost = total[word] + costs.cost(row, rightIds[word])
            if (cost < least) {
                least = cost
                best = word
            }
            word = nextEnding[word]
        }
        foundAt[leftId] = place
        bestBefore[leftId] = best
        bestTotal[leftId] = least
    }

    private fun list(word: Int) {
        nextEnding[word] = endingAt[ends[word]]
        endingAt[ends[word]] = word
    }

    /** The words of the cheapest way to the end, in order, as `onWord(start, end)`. */
    inline fun forEachBest(length: Int, onWord: (Int, Int) -> Unit) {
        var end = length
        while (!isReached(end)) end--
        val first = words
        add(end, end, leftId = 0, rightId = 0, cost = 0)
        connect(end, first)
        var word = reversed(first)
        while (word != NONE) {
            onWord(start(word), end(word))
            word = following(word)
        }
    }

    /** Turns the links of the way to [last] around; returns the first word after the beginning. */
    fun reversed(last: Int): Int {
        var word = before[last]
        var after = NONE
        while (word != 0) {
            val previous = before[word]
            before[word] = after
            after = word
            word = previous
        }
        return after
    }

    fun start(word: Int) = starts[word]

    fun end(word: Int) = ends[word]

    fun following(word: Int) = before[word]

    private fun grow() {
        nextEnding = nextEnding.copyOf(2 * size)
        starts = starts.copyOf(2 * size)
        ends = ends.copyOf(2 * size)
        leftIds = leftIds.copyOf(2 * size)
        rightIds = rightIds.copyOf(2 * size)
        total = total.copyOf(2 * size)
        before = before.copyOf(2 * size)
    }

    companion object {
        const val NONE = -1
        private const val INITIAL_SIZE = 1024
    }
}
