package io.devbench.task

/** [start] and [end] count code points of the context; both are 0 where it has no answer. [score] is a number. */
class AnswerSpan(val start: Int, val end: Int, val score: Float)

/** The best [limit] of the spans that were offered, best first, the earlier among equals; each span once. */
class BestSpans(private val limit: Int) {
    private val kept = ArrayList<AnswerSpan>()

    val spans: List<AnswerSpan> get() = kept

    /** Once it is full, only a greater score than [least] is of use. */
    var isFull = false
        private set
    var least = Float.NEGATIVE_INFINITY
        private set

    fun offer(span: AnswerSpan) {
        val twin = kept.indexOfFirst { it.start == span.start && it.end == span.end }
        if (twin >= 0) {
            if (kept[twin].score >= span.score) return
            kept.removeAt(twin)
        }
        kept.add(kept.count { it.score >= span.score }, span)
        if (kept.size > limit) kept.removeAt(limit)
        isFull = kept.size == limit
        least = kept.last().score
    }
}
