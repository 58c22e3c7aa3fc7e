/* The least that a benchmark of a .tflite model can be: a loop of Invoke over TFLite's C API, with XNNPACK as the C++
 * resolver applies it.
 *
 * invoke_loop LIBRARY MODEL THREADS OUTPUT INPUT...
 *
 * Each INPUT is a file with the bytes of one input tensor, in the model's order. Goes on until SIGTERM. Prints when each
 * Invoke began and how long it took, in nanoseconds of the monotonic clock; at the end, writes the bytes of the first
 * output tensor to OUTPUT, so that it can be seen that the same was computed. */
#include <dlfcn.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef void *handle;

enum { LIBRARY = 1, MODEL, THREADS, OUTPUT, INPUTS };

static handle library;
static volatile sig_atomic_t over;

static void end(int signal) { (void)signal; over = 1; }

static handle symbol(const char *name) {
    handle found = dlsym(library, name);
    if (!found) { fprintf(stderr, "%s is missing in the library\n", name); exit(1); }
    return found;
}
#define CALL(type, name, parameters) ((type(*) parameters)symbol(name))

static void check(int ok, const char *what) {
    if (!ok) { fprintf(stderr, "%s failed\n", what); exit(1); }
}

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* As large as TfLiteXNNPackDelegateOptions of any version; only its first field is ours to set. */
struct xnnpack_options { int32_t num_threads; char rest[508]; };

static handle load(const char *file, int threads) {
    handle model = CALL(handle, "TfLiteModelCreateFromFile", (const char *))(file);
    check(model != NULL, "reading the model");
    handle options = CALL(handle, "TfLiteInterpreterOptionsCreate", (void))();
    CALL(void, "TfLiteInterpreterOptionsSetNumThreads", (handle, int))(options, threads);
    struct xnnpack_options xnnpack = CALL(struct xnnpack_options, "TfLiteXNNPackDelegateOptionsDefault", (void))();
    xnnpack.num_threads = threads;
    handle delegate = CALL(handle, "TfLiteXNNPackDelegateCreate", (struct xnnpack_options *))(&xnnpack);
    CALL(void, "TfLiteInterpreterOptionsAddDelegate", (handle, handle))(options, delegate);
    handle interpreter = CALL(handle, "TfLiteInterpreterCreate", (handle, handle))(model, options);
    check(interpreter != NULL, "making the interpreter");
    check(CALL(int, "TfLiteInterpreterAllocateTensors", (handle))(interpreter) == 0, "allocating tensors");
    return interpreter;
}

static size_t bytes_of(handle tensor) { return CALL(size_t, "TfLiteTensorByteSize", (handle))(tensor); }

static void fill(handle tensor, const char *name) {
    size_t bytes = bytes_of(tensor);
    void *values = malloc(bytes);
    FILE *file = fopen(name, "rb");
    check(values && file && fread(values, 1, bytes, file) == bytes && fgetc(file) == EOF, "reading an input");
    check(CALL(int, "TfLiteTensorCopyFromBuffer", (handle, const void *, size_t))(tensor, values, bytes) == 0,
          "filling an input");
    fclose(file);
    free(values);
}

static void write_to(handle tensor, const char *name) {
    size_t bytes = bytes_of(tensor);
    void *values = malloc(bytes);
    check(values && CALL(int, "TfLiteTensorCopyToBuffer", (handle, void *, size_t))(tensor, values, bytes) == 0,
          "reading the output");
    FILE *file = fopen(name, "wb");
    check(file && fwrite(values, 1, bytes, file) == bytes && fclose(file) == 0, "writing the output");
    free(values);
}

static void time_invokes(handle interpreter) {
    int (*invoke)(handle) = CALL(int, "TfLiteInterpreterInvoke", (handle));
    while (!over) {
        int64_t start = now_ns();
        int status = invoke(interpreter);
        int64_t end = now_ns();
        check(status == 0, "Invoke");
        printf("%lld %lld\n", (long long)start, (long long)(end - start));
    }
}

int main(int count, char **arguments) {
    check(count > INPUTS, "reading the arguments");
    library = dlopen(arguments[LIBRARY], RTLD_NOW);
    if (!library) { fprintf(stderr, "%s\n", dlerror()); return 1; }
    handle interpreter = load(arguments[MODEL], atoi(arguments[THREADS]));
    int inputs = CALL(int, "TfLiteInterpreterGetInputTensorCount", (handle))(interpreter);
    check(inputs == count - INPUTS, "matching inputs to the model's");
    for (int i = 0; i < inputs; i++)
        fill(CALL(handle, "TfLiteInterpreterGetInputTensor", (handle, int))(interpreter, i), arguments[INPUTS + i]);
    signal(SIGTERM, end);
    time_invokes(interpreter);
    write_to(CALL(handle, "TfLiteInterpreterGetOutputTensor", (handle, int))(interpreter, 0), arguments[OUTPUT]);
    return 0;
}
