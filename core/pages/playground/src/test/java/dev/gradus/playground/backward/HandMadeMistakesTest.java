package dev.gradus.playground.backward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.backward.BackwardPass.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes as students make them, in all styles of writing, and the part of the line that is pointed at. */
class HandMadeMistakesTest {
    /** The lesson; lines whose last one is wrong; the named mistake; the marked part, if that matters. */
    private static final String TABLE = """
            and | dŷ = (y - ŷ) / 4 | SIGN | y - ŷ
            and | dŷ = 2 * (ŷ - y) / 4 | FACTOR
            and | dŷ = ŷ - y | MEAN_FORGOTTEN
            and | dŷ = (ŷ - y) / len(x) / 2 | FACTOR
            and | dz = 1; dŷ = np.subtract(y, ŷ) / 4 | SIGN
            and | dŷ = (ŷ - y) / 4; dz = dŷ | SLOPE_FORGOTTEN
            and | dŷ = (ŷ - y) / 4; dz = dŷ * sigmoid(ŷ) * (1 - sigmoid(ŷ)) | SLOPE_OF_OTHER
            and | dŷ = (ŷ - y) / 4; dz = dŷ * z * (1 - z) | SLOPE_OF_OTHER
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ | SLOPE_WRONG
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ) * ŷ * (1 - ŷ) | FACTOR_EXTRA
            and | dŷ = (ŷ - y) / 4; dz = dŷ @ (ŷ * (1 - ŷ)) | MATRIX_PRODUCT | @
            and | dŷ = (ŷ - y) / 4; s = sigmoid(z); dz = dŷ * s | SLOPE_WRONG
            and | dŷ = (ŷ - y) / 4; s = sigmoid(ŷ); dz = dŷ * s * (1 - s) | SLOPE_OF_OTHER
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = x @ dz | TRANSPOSE_MISSING | x
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = np.dot(x, dz) | TRANSPOSE_MISSING | x
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = x.dot(dz.T) | TRANSPOSE_ELSEWHERE
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = np.matmul(dz, x.T) | SWAPPED
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = dz.T @ x | TRANSPOSE_MISSING SWAPPED
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = x * dz | ELEMENTWISE | *
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = np.multiply(x, dz) | ELEMENTWISE
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = x.T @ dŷ | SLOPE_FORGOTTEN | dŷ
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = -x.T @ dz | SIGN
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = x.T @ dz / len(x) | MEAN
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = ŷ.T @ dz | OTHER_VALUE | ŷ
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); dW = np.einsum('ij,jk->ik', x, dz) | TRANSPOSE_MISSING
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); db = dz | BATCH_SUM
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); db = np.sum(dz) | BIAS_SHAPE
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); db = np.mean(dz, axis=0) | MEAN
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = dz2 @ W2.T; dz1 = dh * (1 - h**2); db1 = np.sum(dz1, axis=0, keepdims=True) | KEPT_AXIS
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); db = dz.sum(1) | BIAS_SHAPE
            and | dŷ = (ŷ - y) / 4; dz = dŷ * ŷ * (1 - ŷ); db = dŷ.sum(0) | SLOPE_FORGOTTEN
            and | dz = (ŷ - y) / 4 | SLOPE_FORGOTTEN
            and | dW = x.T @ ((y - ŷ) / 4 * ŷ * (1 - ŷ)) | SIGN
            and | dW = x.T @ ((ŷ - y) / 4) | SLOPE_FORGOTTEN
            and | dW = x.T @ ((ŷ - y) * ŷ * (1 - ŷ)) | MEAN_FORGOTTEN
            and | dW = x @ ((ŷ - y) / 4 * ŷ * (1 - ŷ)) | TRANSPOSE_MISSING | x
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dW2 = h @ dz2 | TRANSPOSE_MISSING | h
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dW2 = x.T @ dz2 | OTHER_VALUE | x
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = dz2 @ W2 | TRANSPOSE_MISSING | W2
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = W2 @ dz2 | SWAPPED ELEMENTWISE TRANSPOSE_MISSING
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = dŷ @ W2.T | SLOPE_FORGOTTEN
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = dz2 @ W2.T; dz1 = dh * (1 - h) | SLOPE_WRONG | 1 - h
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = dz2 @ W2.T; dz1 = dh * h * (1 - h) | SLOPE_WRONG
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = dz2 @ W2.T; dz1 = dh * (1 - tanh(h)**2) | SLOPE_OF_OTHER
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = dz2 @ W2.T; dz1 = dh @ (1 - h**2) | MATRIX_PRODUCT
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = dz2 @ W2.T; dW1 = x.T @ dh | SLOPE_FORGOTTEN
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = dz2 @ W2.T; dz1 = dh * (1 - h**2); db1 = dz2.sum(0) | OTHER_GRADIENT SHAPE
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dW2 = h.T @ dz2; W2 = W2 - 0.1 * dW2; dh = dz2 @ W2.T | UPDATED_WEIGHTS | W2
            xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dW2 = h.T @ dz2; W2 -= lr * dW2; dh = np.dot(dz2, W2.T) | UPDATED_WEIGHTS
            decay | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dW2 = h.T @ dz2 | FAN_OUT
            decay | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dW2 = h.T @ dz2 + λ * W2 | FACTOR
            decay | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dW2 = h.T @ dz2; dW2 += -2 * λ * W2 | SIGN
            decay | dW2 = 2 * λ * W2 | FAN_OUT
            decay | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dW2 = h.T @ dz2 - 2 * λ * W2 | SIGN
            classes | p = softmax(z, axis=1); t = one_hot(y[:, 0], 3); dz = (t - p) / len(x) | SIGN
            classes | p = softmax(z, axis=1); t = one_hot(y[:, 0], 3); dz = p - t | MEAN_FORGOTTEN
            classes | p = softmax(z, axis=1); t = one_hot(y[:, 0], 3); dp = -t / p / len(x); dz = dp * p * (1 - p) | SOFTMAX
            classes | p = softmax(z, axis=1); p[range(len(x)), y[:, 0]] -= 1; dz = -p / len(x) | SIGN
            attention | p = softmax(z, axis=1); dz = (p - one_hot(y, 4)) / 12; dA = dz @ v | TRANSPOSE_MISSING
            attention | p = softmax(z, axis=1); dz = (p - one_hot(y, 4)) / 12; dv = A @ dz | TRANSPOSE_MISSING
            attention | p = softmax(z, axis=1); dz = (p - one_hot(y, 4)) / 12; dA = dz @ v.T; dscores = dA * A * (1 - A) | SOFTMAX
            attention | p = softmax(z, axis=1); dz = (p - one_hot(y, 4)) / 12; dA = dz @ v.T; dscores = A * dA - A * (A * dA).sum(0, keepdims=True) | BIAS_SHAPE
            attention | p = softmax(z, axis=1); dz = (p - one_hot(y, 4)) / 12; dA = dz @ v.T; dq = (dA * A * (1 - A)) @ k / sqrt(8) | SOFTMAX
            attention | p = softmax(z, axis=1); dz = (p - one_hot(y, 4)) / 12; dA = dz @ v.T; ds = A * (dA - np.sum(dA * A, 1, keepdims=True)); dq = ds @ k | CONSTANT
            attention | p = softmax(z, axis=1); dz = (p - one_hot(y, 4)) / 12; dA = dz @ v.T; ds = A * (dA - np.sum(dA * A, 1, keepdims=True)) / sqrt(8); dk = ds @ q | TRANSPOSE_MISSING
            shapes | dd = d | FACTOR
            shapes | dd = 2 * d; db = dd * a | KEPT_AXIS
            shapes | dd = 2 * d; db = (dd * a).sum(0) | KEPT_AXIS
            shapes | dd = 2 * d; da = (dd * b).sum(1, keepdims=True) | FAN_OUT
            shapes | dd = 2 * d; da = dd * b | ELEMENTWISE KEPT_AXIS FAN_OUT SHAPE
            admissions | dz = (ŷ - y) * ŷ * (1 - ŷ) / 400 | FACTOR_EXTRA
            admissions | dz = (y - ŷ) / 400 | SIGN
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = dh2 | SLOPE_FORGOTTEN
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = np.where(z2 < 0, dh2, 0) | MASK_INVERTED | z2 < 0
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = np.where(z1 > 0, dh2, 0) | MASK_OF_OTHER
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = dh2 * (h1 > 0) | MASK_OF_OTHER
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = dh2 * (dh2 > 0) | MASK_OF_OTHER SLOPE_WRONG
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = dh2; dz2[z2 > 0] = 0 | MASK_INVERTED
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = dh2 * z2 | SLOPE_WRONG
            """;

    @Test
    void mistakesAreNamedAndPointedAt() {
        List<String> wrong = new ArrayList<>();
        String[] rows = TABLE.strip().split("\n");
        for (String row : rows) {
            String[] cells = row.split(" \\| ");
            String lines = cells[1].replace("; ", "\n");
            List<Verdict> verdicts = Passes.of(cells[0]).judge(lines, 0.1).verdicts();
            Verdict last = verdicts.get(verdicts.size() - 1);
            String said = last.fault().map(one -> one.mistake().name()).orElse("right");
            String at = last.fault().map(one -> one.at().of(lines)).orElse("");
            boolean isNamed = Arrays.asList(cells[2].split(" ")).contains(said);
            if (!isNamed || cells.length > 3 && !at.equals(cells[3])) {
                wrong.add(row + "\n  said " + said + " at " + at + " " + last.fault());
            }
        }
        wrong.forEach(System.out::println);
        assertThat(rows).hasSizeGreaterThan(70);
        assertThat(wrong).isEmpty();
    }
}
