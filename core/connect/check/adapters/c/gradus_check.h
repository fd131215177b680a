/* gradus_check.h: checks ops written in C (C99) or C++ with gradus-check. One header, no dependency.
 *
 * Describe the ops as JSON (docs/17-checking-any-op.md lists the fields), write forward and backward for each, and call
 * gradus_serve from main:
 *
 *     static void softplus(const gradus_array *in, gradus_array *value) { ... }
 *     static void softplus_rule(const gradus_array *in, const gradus_array *upstream, gradus_array *gradients) { ... }
 *
 *     int main(void) {
 *         static const gradus_op ops[] = {{"softplus", 1, softplus, softplus_rule}};
 *         return gradus_serve("[{\"name\": \"softplus\", \"inputs\": [{\"name\": \"x\"}]}]", ops, 1);
 *     }
 *
 * and run: java -jar gradus-check.jar -- ./a.out
 *
 * It reads what the checker writes without --readable; it is no general JSON parser.
 */
#ifndef GRADUS_CHECK_H
#define GRADUS_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GRADUS_MAX_RANK 17
#define GRADUS_MAX_INPUTS 16

/* An array of doubles in row-major order. */
typedef struct {
    int rank;
    int sizes[GRADUS_MAX_RANK];
    int elements;
    double *data;
} gradus_array;

/* An op. backward is NULL if the description says "backward": false. The gradients have the shapes of the inputs. */
typedef struct {
    const char *name;
    int inputs;
    void (*forward)(const gradus_array *in, gradus_array *value);
    void (*backward)(const gradus_array *in, const gradus_array *upstream, gradus_array *gradients);
} gradus_op;

/* Refuses the inputs: forward or backward sets this to a message and returns. */
static const char *gradus_error = NULL;

static inline void *gradus_checked(void *memory) {
    if (!memory) {
        fputs("gradus_check.h: out of memory\n", stderr);
        exit(70);
    }
    return memory;
}

/* Gives an array its shape. forward calls it once, before it writes value->data. */
static inline void gradus_shape(gradus_array *array, int rank, const int *sizes) {
    array->rank = rank;
    array->elements = 1;
    for (int axis = 0; axis < rank; axis++) {
        array->sizes[axis] = sizes[axis];
        array->elements *= sizes[axis];
    }
    free(array->data);
    array->data = (double *) gradus_checked(calloc((size_t) array->elements + 1, sizeof(double)));
}

/* A line without its end, or NULL at the end of the input. */
static inline char *gradus_line(void) {
    static char *line = NULL;
    static size_t capacity = 0;
    size_t length = 0;
    for (;;) {
        if (length + 2 > capacity) {
            capacity = capacity ? 2 * capacity : 1 << 16;
            line = (char *) gradus_checked(realloc(line, capacity));
        }
        if (!fgets(line + length, (int) (capacity - length), stdin)) {
            return length ? line : NULL;
        }
        length += strlen(line + length);
        if (length && line[length - 1] == '\n') {
            line[length - 1] = 0;
            return line;
        }
    }
}

/* What follows "name": in a line, or NULL. */
static inline const char *gradus_field(const char *line, const char *name) {
    char key[64];
    snprintf(key, sizeof key, "\"%s\":", name);
    const char *found = line ? strstr(line, key) : NULL;
    return found ? found + strlen(key) : NULL;
}

static inline int gradus_is(const char *value, const char *text) {
    size_t length = strlen(text);
    return value && value[0] == '"' && !strncmp(value + 1, text, length) && value[1 + length] == '"';
}

static const char gradus_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Reads {"shape":[…],"base64":"…"} and returns what follows. The bytes are those of a little-endian machine. */
static inline const char *gradus_read(const char *text, gradus_array *array) {
    int sizes[GRADUS_MAX_RANK], rank = 0;
    const char *at = gradus_field(text, "shape");
    for (at = at ? at + 1 : NULL; at && *at && *at != ']' && rank < GRADUS_MAX_RANK; at += *at == ',') {
        sizes[rank++] = (int) strtol(at, (char **) &at, 10);
    }
    gradus_shape(array, rank, sizes);
    at = gradus_field(at, "base64");
    if (!at) {
        gradus_error = "an array without base64";
        return text;
    }
    unsigned char *bytes = (unsigned char *) array->data;
    size_t count = 0, most = (size_t) array->elements * sizeof(double);
    unsigned long bits = 0;
    int held = 0;
    for (at++; *at && *at != '"' && *at != '='; at++) {
        const char *digit = strchr(gradus_digits, *at);
        bits = bits << 6 | (unsigned long) (digit ? digit - gradus_digits : 0);
        held += 6;
        if (held >= 8 && count < most) {
            held -= 8;
            bytes[count++] = (unsigned char) (bits >> held & 255);
        }
    }
    return at;
}

/* Writes the first layers of a stack, or its only layer if it is no batch. */
static inline void gradus_write(const gradus_array *stack, int batch, int layers) {
    const unsigned char *bytes = (const unsigned char *) stack->data;
    size_t count = (size_t) stack->elements / (batch ? batch : 1) * layers * sizeof(double);
    fputs("{\"shape\":[", stdout);
    for (int axis = !batch; axis < stack->rank; axis++) {
        printf(axis > !batch ? ",%d" : "%d", axis ? stack->sizes[axis] : layers);
    }
    fputs("],\"base64\":\"", stdout);
    for (size_t i = 0; i < count; i += 3) {
        unsigned long bits = (unsigned long) bytes[i] << 16;
        bits |= i + 1 < count ? (unsigned long) bytes[i + 1] << 8 : 0;
        bits |= i + 2 < count ? (unsigned long) bytes[i + 2] : 0;
        for (int digit = 0; digit < 4; digit++) {
            putchar(i + digit > count ? '=' : gradus_digits[bits >> (18 - 6 * digit) & 63]);
        }
    }
    fputs("\"}", stdout);
}

/* Gives a stack of arrays the shape of these and a first axis. */
static inline void gradus_stack(gradus_array *stack, int count, const gradus_array *like) {
    int sizes[GRADUS_MAX_RANK] = {count};
    memcpy(sizes + 1, like->sizes, sizeof sizes - sizeof(int));
    gradus_shape(stack, like->rank + 1, sizes);
}

/* One array of a stack, which shares its memory. */
static inline gradus_array gradus_layer(const gradus_array *stack, int count, int index) {
    gradus_array layer = *stack;
    layer.rank--;
    layer.elements /= count;
    memmove(layer.sizes, layer.sizes + 1, sizeof layer.sizes - sizeof(int));
    layer.data += (size_t) index * layer.elements;
    return layer;
}

/* Computes an op once, or for each layer of a batch until a second is over, and returns how often. */
static inline int gradus_compute(
        const gradus_op *op, int batch, const gradus_array *in, const gradus_array *upstream, gradus_array *out) {
    static gradus_array results[GRADUS_MAX_INPUTS];
    gradus_array layers[GRADUS_MAX_INPUTS], u;
    int done = 0, times = batch ? batch : 1;
    for (time_t start = time(NULL); done < times && !gradus_error && time(NULL) - start < 2; done++) {
        for (int i = 0; i < op->inputs; i++) {
            layers[i] = batch ? gradus_layer(&in[i], batch, done) : in[i];
        }
        if (upstream) {
            u = batch ? gradus_layer(upstream, batch, done) : *upstream;
            for (int i = 0; i < op->inputs; i++) {
                gradus_shape(&results[i], layers[i].rank, layers[i].sizes);
            }
            op->backward(layers, &u, results);
        } else {
            op->forward(layers, &results[0]);
        }
        for (int i = 0; i < (upstream ? op->inputs : 1) && !gradus_error; i++) {
            size_t size = (size_t) results[i].elements;
            if (done == 0) {
                gradus_stack(&out[i], times, &results[i]);
            }
            if (out[i].elements != times * results[i].elements) {
                gradus_error = "the results of a batch differ in shape";
                break;
            }
            memcpy(out[i].data + done * size, results[i].data, size * sizeof(double));
        }
    }
    return done;
}

/* Answers the checker's requests until it quits, and returns the exit code for main. */
static inline int gradus_serve(const char *description, const gradus_op *ops, int count) {
    static gradus_array in[GRADUS_MAX_INPUTS], out[GRADUS_MAX_INPUTS], upstream;
    for (char *line = gradus_line(); line; line = gradus_line()) {
        const char *message = gradus_field(line, "message"), *name = gradus_field(line, "op");
        const char *id = gradus_field(line, "id"), *at = gradus_field(line, "inputs");
        const char *number = gradus_field(line, "batch");
        int backward = gradus_is(message, "backward"), batch = number ? (int) strtol(number, NULL, 10) : 0, done = 0;
        const gradus_op *op = NULL;
        for (int i = 0; i < count; i++) {
            op = gradus_is(name, ops[i].name) ? &ops[i] : op;
        }
        gradus_error = op || gradus_is(message, "describe") || gradus_is(message, "quit") ? NULL : "no such op";
        for (int i = 0; op && at && i < op->inputs; i++) {
            at = gradus_read(at, &in[i]);
        }
        if (op && backward) {
            gradus_read(gradus_field(at, "upstream"), &upstream);
        }
        if (op) {
            done = gradus_compute(op, batch, in, backward ? &upstream : NULL, out);
        }
        printf("{\"id\":%ld", id ? strtol(id, NULL, 10) : 0);
        if (gradus_error) {
            printf(",\"error\":{\"type\":\"error\",\"message\":\"%s\"}", gradus_error);
        } else if (gradus_is(message, "describe")) {
            printf(",\"version\":%d,\"ops\":%s", strstr(gradus_field(line, "versions"), "2") ? 2 : 1, description);
        } else if (op) {
            fputs(backward ? ",\"gradients\":[" : ",\"value\":", stdout);
            for (int i = 0; i < (backward ? op->inputs : 1); i++) {
                fputs(i ? "," : "", stdout);
                gradus_write(&out[i], batch, done);
            }
            fputs(backward ? "]" : "", stdout);
        }
        puts("}");
        fflush(stdout);
        if (gradus_is(message, "quit")) {
            break;
        }
    }
    return 0;
}

#endif
