package dev.gradus.linalg;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/** The order of eigenvalues and singular values, the signs of their vectors, and the gaps that their derivatives divide by. */
final class Spectrum {
    private Spectrum() {}

    /** The indices of the values from the least to the greatest; equal ones stay in their order. */
    static int[] ascending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((i, j) -> Double.compare(values[i], values[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The indices of the values from the greatest to the least. */
    static int[] descending(double[] values) {
        int[] ascending = ascending(values);
        return IntStream.range(0, values.length)
                .map(i -> ascending[values.length - 1 - i])
                .toArray();
    }

    /**
     * The eigenvalues of the symmetric matrix [[0, A], [Aᵀ, 0]], given the singular values s of A: s, −s and 0. Derivatives
     * of singular vectors divide by their gaps, which need no squares: s_j − s_i, s_j + s_i and s_j.
     */
    static Node bothSigns(Node s) {
        Node none =
                Constant.of(0).broadcastTo(Matrices.withBatch(Matrices.asRows(s).shape(), 1));
        return s.concat(-1, s.negate(), none);
    }

    /** The matrix that the quotients by those gaps are of; the outer row is that of 0. */
    static Node ofBothSigns(Node plus, Node minus, Optional<Node> outer) {
        int k = plus.shape().size(-1);
        Node row = outer.map(columns -> columns.abs().sum(-2).expandDims(-2))
                .orElseGet(() -> Constant.of(0).broadcastTo(Matrices.withBatch(plus.shape(), 1, k)));
        Node isDiagonal = Constant.of(Tensor.eye(k));
        Node skew = isDiagonal.where(Constant.of(0), minus); // an s_i and its own −s_i meet in no quotient
        Node upper = plus.concat(-1, skew), lower = skew.concat(-1, plus);
        Node rows = upper.concat(-2, lower, row.concat(-1, row));
        Node none = Constant.of(0).broadcastTo(Matrices.withBatch(plus.shape(), 2 * k + 1, 1));
        return rows.concat(-1, none);
    }

    /** Of the {@link InverseGaps} of both signs, 1 / (s_j − s_i). */
    static Node differences(Node gaps, int k) {
        return gaps.slice(-2, 0, k).slice(-1, 0, k);
    }

    /** Of the {@link InverseGaps} of both signs, 1 / (s_j + s_i). */
    static Node sums(Node gaps, int k) {
        return gaps.slice(-2, k, 2 * k).slice(-1, 0, k);
    }

    /** Of the {@link InverseGaps} of both signs, 1 / s_j as a row. */
    static Node values(Node gaps, int k) {
        return gaps.slice(-2, 2 * k, 2 * k + 1).slice(-1, 0, k);
    }

    /** −1 if the first element of at least half the greatest magnitude is negative, else 1. */
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

    /** NumPy's form of the sign for the columns of this variable. */
    static String numpySign(String columns) {
        String magnitudes = "np.abs(" + columns + ")";
        return "np.where(np.take_along_axis(" + columns + ", np.argmax(" + magnitudes + " >= 0.5 * np.max(" + magnitudes
                + ", -2, keepdims=True), -2, keepdims=True), -2) < 0, -1.0, 1.0)";
    }
}
