package dev.gradus.linalg;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Orders eigenvalues and singular values, chooses the signs of their vectors, and computes the gaps by which their
 * derivatives divide.
 */
final class Spectrum {
    private Spectrum() {}

    /** Returns the indices of the values in ascending order; equal ones keep their order. */
    static int[] ascending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((i, j) -> Double.compare(values[i], values[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static int[] descending(double[] values) {
        int[] ascending = ascending(values);
        return IntStream.range(0, values.length)
                .map(i -> ascending[values.length - 1 - i])
                .toArray();
    }

    /**
     * Returns the eigenvalues of the symmetric matrix [[0, A], [Aᵀ, 0]], given the singular values s of A: s, −s and 0.
     * Derivatives of singular vectors divide by their gaps, which need no squares: s_j − s_i, s_j + s_i and s_j.
     */
    static Node bothSigns(Node s) {
        Node none =
                Constant.of(0).broadcastTo(Matrices.withBatch(Matrices.asRows(s).shape(), 1));
        return s.concat(-1, s.negate(), none);
    }

    /** Returns the matrix of the numerators over those gaps; the outer row belongs to 0. */
    static Node ofBothSigns(Node plus, Node minus, Optional<Node> outer) {
        int k = plus.shape().size(-1);
        Node row = outer.map(columns -> columns.abs().sum(-2).expandDims(-2))
                .orElseGet(() -> Constant.of(0).broadcastTo(Matrices.withBatch(plus.shape(), 1, k)));
        Node isDiagonal = Constant.of(Tensor.eye(k));
        Node skew = isDiagonal.where(Constant.of(0), minus); // an s_i and its own −s_i occur in no quotient
        Node upper = plus.concat(-1, skew), lower = skew.concat(-1, plus);
        Node rows = upper.concat(-2, lower, row.concat(-1, row));
        Node none = Constant.of(0).broadcastTo(Matrices.withBatch(plus.shape(), 2 * k + 1, 1));
        return rows.concat(-1, none);
    }

    /** Returns 1 / (s_j − s_i) from the {@link InverseGaps} of both signs. */
    static Node differences(Node gaps, int k) {
        return gaps.slice(-2, 0, k).slice(-1, 0, k);
    }

    /** Returns 1 / (s_j + s_i) from the {@link InverseGaps} of both signs. */
    static Node sums(Node gaps, int k) {
        return gaps.slice(-2, k, 2 * k).slice(-1, 0, k);
    }

    /** Returns 1 / s_j as a row from the {@link InverseGaps} of both signs. */
    static Node values(Node gaps, int k) {
        return gaps.slice(-2, 2 * k, 2 * k + 1).slice(-1, 0, k);
    }

    /** Returns −1 if the first element of at least half the greatest magnitude is negative, otherwise 1. */
    static double sign(double[] vector, int at, int count) {
        double greatest = 0;
        for (int i = 0; i < count; i++) {
            greatest = Math.max(greatest, Math.abs(vector[at + i]));
        }
        for (int i = 0; i < count; i++) {
            if (Math.abs(vector[at + i]) >= 0.5 * greatest) {
                return vector[at + i] < 0 ? -1 : 1;
            }
        }
        return 1;
    }

    static String numpySign(String columns) {
        String magnitudes = "np.abs(" + columns + ")";
        return "np.where(np.take_along_axis(" + columns + ", np.argmax(" + magnitudes + " >= 0.5 * np.max(" + magnitudes
                + ", -2, keepdims=True), -2, keepdims=True), -2) < 0, -1.0, 1.0)";
    }
}
