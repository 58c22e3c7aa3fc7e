/* The least that a benchmark of a .tflite model can be: a loop of Invoke over TFLite's C API, XNNPACK as the C++
 * resolver applies it. Usage: invoke_loop LIBRARY MODEL THREADS RUNS INPUT... ; each INPUT is a file with the bytes of
 * one input tensor, in the model's order. Prints the nanoseconds of each Invoke, a number a line. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef void *handle;

static handle library;

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

int main(int count, char **arguments) {
    check(count > 4, "reading the arguments");
    library = dlopen(arguments[1], RTLD_NOW);
    if (!library) { fprintf(stderr, "%s\n", dlerror()); return 1; }
    int threads = atoi(arguments[3]), runs = atoi(arguments[4]);

    handle model = CALL(handle, "TfLiteModelCreateFromFile", (const char *))(arguments[2]);
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

    for (int i = 0; i < count - 5; i++) {
        handle tensor = CALL(handle, "TfLiteInterpreterGetInputTensor", (handle, int))(interpreter, i);
        size_t bytes = CALL(size_t, "TfLiteTensorByteSize", (handle))(tensor);
        char *values = malloc(bytes);
        FILE *file = fopen(arguments[5 + i], "rb");
        check(file && fread(values, 1, bytes, file) == bytes, "reading an input");
        CALL(int, "TfLiteTensorCopyFromBuffer", (handle, const void *, size_t))(tensor, values, bytes);
    }
    int (*invoke)(handle) = CALL(int, "TfLiteInterpreterInvoke", (handle));
    int64_t *times_ns = malloc(runs * sizeof *times_ns);
    for (int i = 0; i < runs; i++) {
        int64_t start = now_ns();
        check(invoke(interpreter) == 0, "Invoke");
        times_ns[i] = now_ns() - start;
    }
    for (int i = 0; i < runs; i++) printf("%lld\n", (long long)times_ns[i]);
    return 0;
}
