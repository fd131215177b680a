package dev.gradus.playground.backward;

import dev.gradus.playground.Lessons;
import dev.gradus.playground.language.Program;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Right backward passes of the lessons, as a student would write them. */
final class Passes {
    static final Map<String, String> ALL = new LinkedHashMap<>();

    private static final String TWO_LAYERS = """
            n = len(x)
            dŷ = (ŷ - y) / n
            dz2 = dŷ * ŷ * (1 - ŷ)
            dW2 = h.T @ dz2
            db2 = dz2.sum(0)
            dh = dz2 @ W2.T
            dz1 = dh * (1 - h**2)
            dW1 = x.T @ dz1
            db1 = dz1.sum(0)
            """;

    static {
        ALL.put("line", """
                dŷ = (ŷ - y) / len(x)
                dW = x.T @ dŷ
                db = dŷ.sum(0)
                """);
        ALL.put("expression", """
                dd = 2 * tanh(d / 5) * (1 - tanh(d / 5)**2) / 5
                da = dd * b
                db = dd * a
                dc = dd
                """);
        ALL.put("and", """
                dŷ = (ŷ - y) / len(x)
                dz = dŷ * ŷ * (1 - ŷ)
                dW = x.T @ dz
                db = dz.sum(0)
                """);
        ALL.put("xor", TWO_LAYERS);
        ALL.put("circles", TWO_LAYERS);
        ALL.put("classes", """
                p = softmax(z, axis=1)
                dz = (p - one_hot(y[:, 0], 3)) / len(x)
                dW2 = h.T @ dz
                db2 = dz.sum(0)
                dh = dz @ W2.T
                dz1 = dh * (1 - h**2)
                dW1 = x.T @ dz1
                db1 = dz1.sum(0)
                """);
        ALL.put("spirals", """
                dz = (ŷ - y) / len(x)
                dW3 = h2.T @ dz
                db3 = dz.sum(0)
                dh2 = dz @ W3.T
                dz2 = dh2 * (1 - h2**2)
                dW2 = h1.T @ dz2
                db2 = dz2.sum(0)
                dh1 = dz2 @ W2.T
                dz1 = dh1 * (1 - h1**2)
                dW1 = (2 * x).T @ dz1
                db1 = dz1.sum(0)
                """);
        ALL.put("admissions", """
                dz = (ŷ - y) / len(x)
                dW = x.T @ dz
                db = dz.sum(0)
                """);
        ALL.put("wave", """
                dŷ = (ŷ - y) / len(x)
                dW2 = h.T @ dŷ
                db2 = dŷ.sum(0)
                dh = dŷ @ W2.T
                dz1 = dh * (1 - h**2)
                dW1 = x.T @ dz1
                db1 = dz1.sum(0)
                """);
        ALL.put("vanishing", """
                dŷ = (ŷ - y) / len(x)
                dz5 = dŷ * ŷ * (1 - ŷ)
                dW5 = h4.T @ dz5
                dh4 = dz5 @ W5.T
                dz4 = dh4 * h4 * (1 - h4)
                dW4 = h3.T @ dz4
                dh3 = dz4 @ W4.T
                dz3 = dh3 * h3 * (1 - h3)
                dW3 = h2.T @ dz3
                dh2 = dz3 @ W3.T
                dz2 = dh2 * h2 * (1 - h2)
                dW2 = h1.T @ dz2
                dh1 = dz2 @ W2.T
                dz1 = dh1 * h1 * (1 - h1)
                dW1 = x.T @ dz1
                """);
        ALL.put("decay", """
                dprice = λ
                dŷ = (ŷ - y) / len(x)
                dz2 = dŷ * ŷ * (1 - ŷ)
                dW2 = h.T @ dz2 + 2 * dprice * W2
                db2 = dz2.sum(0)
                dh = dz2 @ W2.T
                dz1 = dh * (1 - h**2)
                dW1 = x.T @ dz1 + 2 * dprice * W1
                db1 = dz1.sum(0)
                """);
        ALL.put("rule", """
                dŷ = (ŷ - y) / len(x)
                dz2 = dŷ * 3 * z2**2
                dV = h.T @ dz2
                dh = dz2 @ V.T
                dz1 = dh * -2 * z1 * h
                dW = x.T @ dz1
                """);
        ALL.put("shapes", """
                dd = 2 * d
                da = (dd * b).sum(1, keepdims=True) - dd.sum() / 5
                db = (dd * a).sum(0, keepdims=True)
                """);
        ALL.put("attention", """
                p = softmax(z, axis=1)
                dz = (p - one_hot(y, 4)) / len(x)
                dA = dz @ v.T
                dv = A.T @ dz
                dV = x.T @ dv
                dscores = A * (dA - (dA * A).sum(1, keepdims=True))
                dq = dscores @ k / sqrt(8)
                dk = dscores.T @ q / sqrt(8)
                dQ = x.T @ dq
                dK = x.T @ dk
                """);
        ALL.put("characters", """
                p = softmax(z, axis=1)
                dz = (p - one_hot(y, 27)) / len(x)
                dW2 = h.T @ dz
                db2 = dz.sum(0)
                dh = dz @ W2.T
                dz1 = dh * (1 - h**2)
                dW1 = e.T @ dz1
                db1 = dz1.sum(0)
                de = dz1 @ W1.T
                dC = one_hot(x.reshape(-1), 27).T @ de.reshape(-1, 4)
                """);
    }

    /** Lines with a ReLU, which no lesson has. */
    private static final Map<String, String> RELU = Map.of("relu", """
            W1 = randn(2, 5); b1 = zeros(5)
            W2 = randn(5, 5); b2 = zeros(5)
            W3 = randn(5, 1); b3 = zeros(1)
            z1 = x @ W1 + b1
            h1 = relu(z1)
            z2 = h1 @ W2 + b2
            h2 = relu(z2)
            ŷ = h2 @ W3 + b3
            J = MseLoss(ŷ, y)
            """);

    private Passes() {}

    /** All passes, with that of a network of ReLUs. */
    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(ALL);
        all.put("relu", """
                dŷ = (ŷ - y) / len(x)
                dW3 = h2.T @ dŷ
                db3 = dŷ.sum(0)
                dh2 = dŷ @ W3.T
                dz2 = dh2 * (z2 > 0)
                dW2 = h1.T @ dz2
                db2 = dz2.sum(0)
                dh1 = dz2 @ W2.T
                dz1 = dh1 * (z1 > 0)
                dW1 = x.T @ dz1
                db1 = dz1.sum(0)
                """);
        return all;
    }

    /** The judge of a lesson. */
    static BackwardPass of(String lesson) {
        return RELU.containsKey(lesson)
                ? of(RELU.get(lesson), Lessons.data("circles"))
                : of(Lessons.program(lesson), Lessons.data(lesson));
    }

    static BackwardPass of(String program, Map<String, Tensor> data) {
        Map<String, Tensor> numbers = new LinkedHashMap<>(data);
        Program read = Program.withoutRemedies(program, data, 7);
        numbers.putAll(read.own());
        read.weights()
                .forEach(weight -> numbers.put(
                        weight.parameter().label(), weight.parameter().initialValue()));
        return BackwardPass.of(program, data, 7, numbers).orElseThrow();
    }
}
