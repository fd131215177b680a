/* Softplus with the right rule, and a matrix product whose gradient for b reverses the columns of a.
 *
 *     cc -O2 -o example example.c -lm && java -jar gradus-check.jar -- ./example
 */
#include "gradus_check.h"
#include <math.h>

static void softplus(const gradus_array *in, gradus_array *value) {
    gradus_shape(value, in[0].rank, in[0].sizes);
    for (int i = 0; i < value->elements; i++) {
        double x = in[0].data[i];
        value->data[i] = fmax(x, 0) + log1p(exp(-fabs(x)));
    }
}

static void softplus_rule(const gradus_array *in, const gradus_array *upstream, gradus_array *gradients) {
    for (int i = 0; i < in[0].elements; i++) {
        gradients[0].data[i] = upstream->data[i] / (1 + exp(-in[0].data[i]));
    }
}

static void matmul(const gradus_array *in, gradus_array *value) {
    const gradus_array a = in[0], b = in[1];
    if (a.rank != 2 || b.rank != 2 || a.sizes[1] != b.sizes[0]) {
        gradus_error = "the inner sizes differ";
        return;
    }
    int n = a.sizes[0], m = a.sizes[1], k = b.sizes[1];
    int sizes[] = {n, k};
    gradus_shape(value, 2, sizes);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < k; j++) {
            for (int l = 0; l < m; l++) {
                value->data[i * k + j] += a.data[i * m + l] * b.data[l * k + j];
            }
        }
    }
}

static void matmul_rule(const gradus_array *in, const gradus_array *upstream, gradus_array *gradients) {
    const gradus_array a = in[0], b = in[1];
    int n = a.sizes[0], m = a.sizes[1], k = b.sizes[1];
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < k; j++) {
            double u = upstream->data[i * k + j];
            for (int l = 0; l < m; l++) {
                gradients[0].data[i * m + l] += u * b.data[l * k + j];
                gradients[1].data[l * k + j] += u * a.data[i * m + (m - 1 - l)]; /* wrong: l, not m - 1 - l */
            }
        }
    }
}

int main(void) {
    static const char description[] =
        "[{\"name\": \"softplus\", \"threads\": false,"
        "  \"inputs\": [{\"name\": \"x\", \"dims\": [\"n\"], \"values\": {\"between\": [-40, 40]}}]},"
        " {\"name\": \"matmul\", \"threads\": false, \"refuses\": [],"
        "  \"inputs\": [{\"name\": \"a\", \"dims\": [\"n\", \"m\"]}, {\"name\": \"b\", \"dims\": [\"m\", \"k\"]}]}]";
    static const gradus_op ops[] = {{"softplus", 1, softplus, softplus_rule}, {"matmul", 2, matmul, matmul_rule}};
    return gradus_serve(description, ops, 2);
}
