package io.devbench.protocol

enum class FailureCode(val wireName: String) {
    PROTOCOL("protocol"),
    BAD_JOB("bad-job"),
    BAD_MODEL("bad-model"),
    BAD_VOCABULARY("bad-vocabulary"),
    BAD_EXAMPLE("bad-example"),
    RUNTIME("runtime"),
    OUT_OF_MEMORY("out-of-memory"),
}

/** Ends the run with a `failed` event. [message] is one sentence that says what happened to what. */
class Failure(val code: FailureCode, override val message: String, cause: Throwable? = null) : Exception(message, cause)
