package dev.gradus.playground.backward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.backward.BackwardPass.Judgement;
import dev.gradus.playground.backward.BackwardPass.Mark;
import dev.gradus.playground.backward.BackwardPass.Verdict;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients are compared on data that could be given: a pass that is right for all such data is right. */
class LegalDrawsTest {
    private static final double[][] POINTS = {{0.2, -1.1}, {1.5, 0.4}, {-0.7, 0.9}, {0.3, 1.2}, {-1.6, -0.5}};
    private static final double[][] ONE_HOT = {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}};

    /** @param wrong a line that is wrong for legal data, too, and takes the place of the line with the same name */
    private record Case(String name, Map<String, Tensor> data, String program, String right, String wrong) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Map<String, Tensor> data(double[][] x, double[][] y) {
        Map<String, Tensor> data = new LinkedHashMap<>();
        data.put("x", Tensor.of(x).named("n_batch", "n_in"));
        data.put("y", Tensor.of(y).named("n_batch", "n_out"));
        return data;
    }

    private static Map<String, Tensor> labels(double... y) {
        Map<String, Tensor> data = data(POINTS, ONE_HOT);
        data.put("y", Tensor.of(y).named("n_batch"));
        return data;
    }

    private static double[][] column(double... numbers) {
        double[][] column = new double[numbers.length][1];
        for (int i = 0; i < numbers.length; i++) {
            column[i][0] = numbers[i];
        }
        return column;
    }

    private static double[][] beside(double[][] a, double[][] b) {
        double[][] all = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            all[i] = DoubleStream.concat(Arrays.stream(a[i]), Arrays.stream(b[i]))
                    .toArray();
        }
        return all;
    }

    private static final String BY_HAND =
            "W = randn(2, 3)\nz = x @ W\np = softmax(z, axis=1)\n" + "J = -np.sum(y * np.log(p)) / len(x)\n";

    private static final String HEADS = "W = randn(2, 5)\nz = x @ W\na = z[:, :3]\nb = z[:, 3:]\n"
            + "J = CrossEntropyLoss(a, y[:, :3]) + CrossEntropyLoss(b, y[:, 3:])\n";

    static List<Case> cases() {
        double[][] shares = {{.7, .2, .1}, {.1, .1, .8}, {.3, .6, .1}, {0, .5, .5}, {1, 0, 0}};
        double[][] twoOfFive = {{1, 0}, {0, 1}, {0, 1}, {1, 0}, {0, 1}};
        double[][] signs = column(1, -1, -1, 1, -1);
        double[][] masked = {{0.4, 1}, {-1.3, 0}, {0.9, 1}, {0.1, 0}, {-0.2, 1}};
        double[][] categories = beside(POINTS, column(2, 0, 1, 2, 0));
        double[][] times = beside(column(0.1, 0.4, 0.9, 1.3, 2.2), POINTS);
        Map<String, Tensor> turned = data(
                new double[][] {{0.2, 1.5, -0.7, 0.3, -1.6}, {-1.1, 0.4, 0.9, 1.2, -0.5}},
                new double[][] {{1, 0, 0, 0, 1}, {0, 0, 1, 0, 0}, {0, 1, 0, 1, 0}});
        Map<String, Tensor> targetsFirst = new LinkedHashMap<>();
        targetsFirst.put("y", data(POINTS, ONE_HOT).get("y"));
        targetsFirst.put("x", data(POINTS, ONE_HOT).get("x"));
        return List.of(
                new Case(
                        "one-hot targets",
                        data(POINTS, ONE_HOT),
                        "W = randn(2, 3)\nz = x @ W\nJ = CrossEntropyLoss(z, y)\n",
                        "dz = (softmax(z, axis=1) - y) / len(x)\ndW = x.T @ dz",
                        "dz = (y - softmax(z, axis=1)) / len(x)"),
                new Case("one-hot targets by hand", data(POINTS, ONE_HOT), BY_HAND, "dz = (p - y) / 5", "dz = p - y"),
                new Case("targets before inputs", targetsFirst, BY_HAND, "dz = (p - y) / 5", "dz = (p - y) / 4"),
                new Case("probabilities", data(POINTS, shares), BY_HAND, "dz = (p - y) / 5", "dz = (p - y) * p / 5"),
                new Case(
                        "samples in columns",
                        turned,
                        "W = randn(3, 2)\nz = W @ x\np = softmax(z, axis=0)\nJ = -np.sum(y * np.log(p)) / 5\n",
                        "dz = (p - y) / 5\ndW = dz @ x.T",
                        "dz = (p - y) / 3"),
                new Case(
                        "labels",
                        labels(0, 2, 1, 2, 0),
                        "W = randn(2, 3)\nz = x @ W\nJ = CrossEntropyLoss(z, y)\n",
                        "dz = (softmax(z, axis=1) - one_hot(y, 3)) / 5",
                        "dz = (softmax(z, axis=1) - one_hot(2 - y, 3)) / 5"),
                new Case(
                        "labels in a column",
                        data(POINTS, column(0, 2, 1, 2, 0)),
                        "W = randn(2, 3)\nz = x @ W\nJ = CrossEntropyLoss(z, y[:, 0])\n",
                        "dz = (softmax(z, axis=1) - one_hot(y[:, 0], 3)) / 5",
                        "dz = (softmax(z, axis=1) - one_hot(y[:, 0], 3)) / 15"),
                new Case(
                        "binary targets",
                        data(POINTS, column(0, 1, 1, 0, 1)),
                        "w = randn(2, 1)\nz = x @ w\nJ = BinaryCrossEntropyLoss(z, y)\n",
                        "dz = (sigmoid(z) - y**2) / 5",
                        "dz = (sigmoid(z) - y) / 5 * y"),
                new Case(
                        "signs",
                        data(POINTS, signs),
                        "w = randn(2, 1)\nz = x @ w\nJ = np.mean(np.maximum(0, 1 - y * z)**2)\n",
                        "dz = 2 * (z - y) * (y * z < 1) / 5",
                        "dz = 2 * (z - y) * (z < 1) / 5"),
                new Case(
                        "two groups of columns",
                        data(POINTS, beside(ONE_HOT, twoOfFive)),
                        HEADS,
                        "da = (softmax(a, axis=1) - y[:, :3]) / 5\ndb = (softmax(b, axis=1) - y[:, 3:]) / 5",
                        "db = (softmax(b, axis=1) - y[:, 1:3]) / 5"),
                new Case(
                        "a column that is a mask",
                        data(POINTS, masked),
                        "w = randn(2, 1)\nz = x @ w\nm = y[:, 1:]\nJ = np.sum((m * (z - y[:, :1]))**2)\n",
                        "dz = 2 * m * (z - y[:, :1])",
                        "dz = 2 * (z - y[:, :1])"),
                new Case(
                        "one-hot inputs that are targets",
                        data(ONE_HOT, ONE_HOT),
                        "W = randn(3, 3)\nz = x @ W\np = softmax(z, axis=1)\nJ = -np.sum(x * np.log(p)) / 5\n",
                        "dz = (p - x) / 5",
                        "dz = (p - y) / 5"),
                new Case(
                        "a column of categories",
                        data(categories, signs),
                        "C = randn(3, 1)\nw = randn(2, 1)\nz = x[:, :2] @ w + C[x[:, 2]]\nJ = MseLoss(z, y)\n",
                        "dz = (z - y) / 5\ndw = x[:, :2].T @ dz\ndC = one_hot(x[:, 2], 3).T @ dz",
                        "dw = x[:, 1:].T @ dz"),
                new Case(
                        "a sorted column",
                        data(times, signs),
                        "w = randn(3, 1)\nf = x @ w\nt = x[:, 0]\nJ = np.sum(np.abs(t[1:] - t[:-1]) * f[1:, 0])\n",
                        "dw = x[1:].T @ (x[1:, :1] - x[:-1, :1])",
                        "dw = x[1:].T @ (x[1:, :1] + x[:-1, :1])"));
    }

    private static Judgement judged(Case one, String lines) {
        return Passes.of(one.program(), one.data()).judge(lines, 0.1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsRightForLegalDataIsRight(Case one) {
        List<Verdict> verdicts = judged(one, one.right()).verdicts();
        assertThat(verdicts)
                .allSatisfy(verdict ->
                        assertThat(verdict.mark()).as(() -> verdict.toString()).isEqualTo(Mark.RIGHT));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsWrongForLegalDataIsWrong(Case one) {
        List<Verdict> verdicts = judged(one, one.right() + "\n" + one.wrong()).verdicts();
        assertThat(verdicts.get(verdicts.size() - 1).mark())
                .as(() -> verdicts.toString())
                .isEqualTo(Mark.WRONG);
    }
}
