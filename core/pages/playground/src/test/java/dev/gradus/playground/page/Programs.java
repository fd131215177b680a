package dev.gradus.playground.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Forty programs of 3 to 200 ops, whose graphs must be legible. */
final class Programs {
    /**
     * A program.
     *
     * @param name what it is
     * @param data the name of its data
     * @param lines its lines
     */
    record Program(String name, String data, String lines) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Program> ALL = new ArrayList<>();

    private Programs() {}

    static List<Program> all() {
        return List.copyOf(ALL);
    }

    private static void add(String name, String data, String lines) {
        ALL.add(new Program(name, data, lines));
    }

    /** These lines for each number from 1 to n, one below the other. */
    private static String each(int n, IntFunction<String> lines) {
        return IntStream.rangeClosed(1, n).mapToObj(lines).collect(Collectors.joining());
    }

    static {
        addSmall();
        addLayers();
        addResiduals();
        addAttention();
        addRecurrences();
        addWindows();
        addLosses();
        addLong();
    }

    private static void addSmall() {
        add("line", "line", """
                W = zeros(1, 1); b = zeros(1)
                ŷ = x @ W + b
                J = MseLoss(ŷ, y)
                """);
        add("expression", "none", """
                a = parameter(2); b = parameter(-3); c = parameter(10)
                d = a * b + c
                J = tanh(d / 5)**2
                """);
        add("one neuron", "AND", """
                W = randn(2, 1); b = zeros(1)
                z = x @ W + b
                ŷ = sigmoid(z)
                J = MseLoss(ŷ, y)
                """);
        add("polynomial in one line", "wave", """
                a = parameter(0.1); b = parameter(0.2); c = parameter(0.3); d = parameter(0.4)
                ŷ = a + b * x + c * x**2 + d * x**3
                J = mean((ŷ - y)**2)
                """);
        add("logistic by hand", "circles", """
                W = randn(2, 1); b = zeros(1)
                z = x @ W + b
                p = 1 / (1 + exp(-z))
                J = -mean(y * log(p) + (1 - y) * log(1 - p))
                """);
        add(
                "chain of 12",
                "wave",
                "w = parameter(1)\nh0 = x * w\n" + each(11, i -> "h" + i + " = sin(h" + (i - 1) + ")\n")
                        + "J = mean((h11 - y)**2)\n");
        add(
                "chain of 30 in one line",
                "wave",
                "w = parameter(1)\nz = " + "tanh(".repeat(28) + "x * w" + ")".repeat(28) + "\nJ = mean((z - y)**2)\n");
        add("columns of features", "admissions", """
                W = zeros(6, 1); b = zeros(1)
                m = mean(x, axis=0, keepdims=True)
                s = sqrt(mean((x - m)**2, axis=0, keepdims=True))
                n = (x - m) / s
                ŷ = sigmoid(n @ W + b)
                J = MseLoss(ŷ, y)
                """);
    }

    private static void addLayers() {
        add("two layers", "XOR", """
                W1 = randn(2, 4); b1 = zeros(4)
                W2 = randn(4, 1); b2 = zeros(1)
                h = tanh(x @ W1 + b1)
                ŷ = sigmoid(h @ W2 + b2)
                J = MseLoss(ŷ, y)
                """);
        add("two layers with a price", "XOR", """
                λ = 0.001
                W1 = randn(2, 4); b1 = zeros(4)
                W2 = randn(4, 1); b2 = zeros(1)
                h = tanh(x @ W1 + b1)
                ŷ = sigmoid(h @ W2 + b2)
                price = sum(W1**2) + sum(W2**2)
                J = MseLoss(ŷ, y) + λ * price
                """);
        for (int depth : List.of(5, 8)) {
            add("deep net of " + depth + " layers", "circles", net(depth, "tanh"));
        }
        add("twelve layers of relu", "spirals", net(12, "relu"));
        add(
                "deep net without biases",
                "circles",
                "W1 = randn(2, 4)\n" + each(9, i -> "W" + (i + 1) + " = randn(4, 4)\n")
                        + "W11 = randn(4, 1)\nh1 = sigmoid(x @ W1)\n"
                        + each(9, i -> "h" + (i + 1) + " = sigmoid(h" + i + " @ W" + (i + 1) + ")\n")
                        + "ŷ = sigmoid(h10 @ W11)\nJ = MseLoss(ŷ, y)\n");
        add(
                "normalized layers",
                "circles",
                "W0 = randn(2, 6)\nh0 = x @ W0\n"
                        + each(4, i -> "W" + i + " = randn(6, 6); g" + i + " = ones(6); s" + i + " = zeros(6)\n")
                        + each(
                                4,
                                i -> "n" + i + " = layerNorm(h" + (i - 1) + ", g" + i + ", s" + i + ", 0.001)\nh" + i
                                        + " = relu(n" + i + " @ W" + i + ")\n")
                        + "V = randn(6, 1)\nJ = MseLoss(h4 @ V, y)\n");
        add(
                "many parameters",
                "wave",
                each(16, i -> "a" + i + " = parameter(0." + i + ")\n") + "z = "
                        + IntStream.rangeClosed(1, 16)
                                .mapToObj(i -> "a" + i + " * sin(" + i + " * x)")
                                .collect(Collectors.joining(" + "))
                        + "\nJ = mean((z - y)**2)\n");
        add(
                "a wide layer of named units",
                "circles",
                each(6, i -> "w" + i + " = randn(2, 1); c" + i + " = zeros(1)\n")
                        + each(6, i -> "u" + i + " = tanh(x @ w" + i + " + c" + i + ")\n")
                        + "z = u1 + u2 + u3 + u4 + u5 + u6\nJ = MseLoss(sigmoid(z), y)\n");
    }

    private static String net(int depth, String activation) {
        return "W1 = randn(2, 4); b1 = zeros(4)\n"
                + each(depth - 2, i -> "W" + (i + 1) + " = randn(4, 4); b" + (i + 1) + " = zeros(4)\n")
                + "W" + depth + " = randn(4, 1); b" + depth + " = zeros(1)\nh1 = " + activation + "(x @ W1 + b1)\n"
                + each(
                        depth - 2,
                        i -> "h" + (i + 1) + " = " + activation + "(h" + i + " @ W" + (i + 1) + " + b" + (i + 1)
                                + ")\n")
                + "ŷ = sigmoid(h" + (depth - 1) + " @ W" + depth + " + b" + depth + ")\nJ = MseLoss(ŷ, y)\n";
    }

    private static void addResiduals() {
        add("residual", "circles", """
                W0 = randn(2, 4); W1 = randn(4, 4); W2 = randn(4, 4); V = randn(4, 1)
                h = x @ W0
                r = h + tanh(h @ W1) @ W2
                J = MseLoss(r @ V, y)
                """);
        add(
                "five residual blocks",
                "circles",
                "W0 = randn(2, 4); V = randn(4, 1)\n"
                        + each(5, i -> "A" + i + " = randn(4, 4); B" + i + " = randn(4, 4)\n") + "h0 = x @ W0\n"
                        + each(
                                5,
                                i -> "h" + i + " = h" + (i - 1) + " + tanh(h" + (i - 1) + " @ A" + i + ") @ B" + i
                                        + "\n")
                        + "J = MseLoss(h5 @ V, y)\n");
        add("dense connections", "circles", """
                W1 = randn(2, 3); W2 = randn(5, 3); W3 = randn(8, 3); V = randn(11, 1)
                h1 = concatenate([x, tanh(x @ W1)], axis=1)
                h2 = concatenate([h1, tanh(h1 @ W2)], axis=1)
                h3 = concatenate([h2, tanh(h2 @ W3)], axis=1)
                J = MseLoss(sigmoid(h3 @ V), y)
                """);
        add("gated", "circles", """
                W = randn(2, 4); G = randn(2, 4); U = randn(2, 4); V = randn(4, 1)
                h = tanh(x @ W)
                g = sigmoid(x @ G)
                z = g * h + (1 - g) * (x @ U)
                J = MseLoss(sigmoid(z @ V), y)
                """);
        add(
                "value used by all lines",
                "wave",
                "w = parameter(0.5)\nh = tanh(w * x)\n"
                        + each(7, i -> "z" + i + " = " + (i == 1 ? "h" : "z" + (i - 1)) + " * h + " + i + " * h\n")
                        + "J = mean((z7 - y)**2)\n");
    }

    private static void addAttention() {
        String head = """
                q = x @ Q; k = x @ K; v = x @ V
                scores = q @ k.T / sqrt(8)
                A = softmax(scores, axis=1)
                z = A @ v
                """;
        add("attention", "echo", """
                Q = randn(16, 8) / 3; K = randn(16, 8) / 3
                V = randn(16, 4) / 3
                """ + head + "J = CrossEntropyLoss(z, y)\n");
        add("attention by hand", "echo", """
                Q = randn(16, 8) / 3; K = randn(16, 8) / 3
                V = randn(16, 4) / 3
                s = (x @ Q) @ (x @ K).T / sqrt(8)
                e = exp(s - max(s, axis=1, keepdims=True))
                A = e / sum(e, axis=1, keepdims=True)
                J = CrossEntropyLoss(A @ (x @ V), y)
                """);
        add(
                "two heads",
                "echo",
                each(
                                2,
                                i -> "Q" + i + " = randn(16, 4) / 3; K" + i + " = randn(16, 4) / 3; V" + i
                                        + " = randn(16, 4) / 3\n")
                        + each(
                                2,
                                i -> "A" + i + " = softmax(x @ Q" + i + " @ (x @ K" + i + ").T / 2, axis=1)\nz" + i
                                        + " = A" + i + " @ (x @ V" + i + ")\n")
                        + "O = randn(8, 4) / 3\nJ = CrossEntropyLoss(concatenate([z1, z2], axis=1) @ O, y)\n");
        add("three blocks of a transformer", "echo", transformer(3));
        add("five blocks of a transformer", "echo", transformer(5));
    }

    private static String transformer(int blocks) {
        return "E = randn(16, 8) / 3; O = randn(8, 4) / 3\n"
                + each(
                        blocks,
                        i -> "Q" + i + " = randn(8, 8) / 3; K" + i + " = randn(8, 8) / 3; V" + i
                                + " = randn(8, 8) / 3\nF" + i + " = randn(8, 16) / 3; G" + i + " = randn(16, 8) / 4; b"
                                + i + " = zeros(16)\n")
                + "h0 = x @ E\n"
                + each(blocks, i -> {
                    String h = "h" + (i - 1);
                    return "A" + i + " = softmax(" + h + " @ Q" + i + " @ (" + h + " @ K" + i
                            + ").T / sqrt(8), axis=1)\nr" + i
                            + " = " + h + " + A" + i + " @ (" + h + " @ V" + i + ")\nh" + i + " = r" + i + " + relu(r"
                            + i + " @ F"
                            + i + " + b" + i + ") @ G" + i + "\n";
                })
                + "z = h" + blocks + " @ O\nJ = CrossEntropyLoss(z, y)\n";
    }

    private static void addRecurrences() {
        for (int steps : List.of(4, 12)) {
            add(
                    "recurrence over " + steps + " positions",
                    "echo",
                    "W = randn(16, 4) / 3; U = randn(4, 4) / 2; b = zeros(4)\n"
                            + "h0 = zeros(1, 4)\n"
                            + each(
                                    steps,
                                    i -> "h" + i + " = tanh(x[" + (i - 1) + ":" + i + "] @ W + h" + (i - 1)
                                            + " @ U + b)\n")
                            + "J = sum(h" + steps + "**2)\n");
        }
        add(
                "gated recurrence",
                "echo",
                "W = randn(16, 4) / 3; U = randn(4, 4) / 2; R = randn(16, 4) / 3; S = randn(4, 4) / 2\n"
                        + "h1 = tanh(x[0:1] @ W)\n"
                        + each(
                                5,
                                i -> "g" + (i + 1) + " = sigmoid(x[" + i + ":" + (i + 1) + "] @ R + h" + i + " @ S)\nh"
                                        + (i + 1)
                                        + " = g" + (i + 1) + " * h" + i + " + (1 - g" + (i + 1) + ") * tanh(x[" + i
                                        + ":" + (i + 1) + "] @ W + h" + i
                                        + " @ U)\n")
                        + "J = sum(h6**2)\n");
        add("running sums", "wave", """
                w = parameter(0.5); v = parameter(0.1)
                c = cumsum(w * x, axis=0)
                d = cumsum(v * c, axis=0) / 60
                J = mean((d - y)**2)
                """);
    }

    private static void addWindows() {
        add("convolutions and pools", "echo", """
                C = randn(4, 1, 3) / 2; D = randn(8, 4, 3) / 3; b = zeros(4); c = zeros(8); V = randn(16, 4) / 5
                s = x.reshape(12, 1, 16)
                p = max_pool1d(relu(conv1d(s, C, b)), 2)
                r = max_pool1d(relu(conv1d(p, D, c)), 2)
                z = r.reshape(12, 16) @ V
                J = CrossEntropyLoss(z, y)
                """);
        add("images", "echo", """
                C = randn(2, 1, 3, 3) / 2; b = zeros(2); V = randn(8, 4) / 5
                s = x.reshape(12, 1, 4, 4)
                c = relu(conv2d(s, C, b))
                z = c.reshape(12, 8) @ V
                J = CrossEntropyLoss(z, y)
                """);
        add("letters", "names", """
                C = randn(27, 4) / 2
                W1 = randn(12, 24) / 4; b1 = zeros(24)
                W2 = randn(24, 27) / 5; b2 = zeros(27)
                e = C[x].reshape(-1, 12)
                h = tanh(e @ W1 + b1)
                z = h @ W2 + b2
                J = CrossEntropyLoss(z, y)
                """);
    }

    private static void addLosses() {
        add("loss by hand", "echo", """
                W = randn(16, 4) / 3; b = zeros(4)
                z = x @ W + b
                m = max(z, axis=1, keepdims=True)
                p = exp(z - m) / sum(exp(z - m), axis=1, keepdims=True)
                J = -mean(log(max(p, axis=1)))
                """);
        add("sum of five losses", "wave", """
                W = randn(1, 4); V = randn(4, 1); b = zeros(4)
                ŷ = tanh(x @ W + b) @ V
                J = MseLoss(ŷ, y) + 0.1 * L1Loss(ŷ, y) + 0.1 * HuberLoss(ŷ, y, 0.5) + 0.01 * sum(W**2) + 0.01 * sum(abs(V))
                """);
        add("means and variances", "wave", """
                W = randn(1, 8); V = randn(8, 1); U = randn(8, 1)
                h = tanh(x @ W)
                mu = h @ V
                s = exp(h @ U / 4)
                J = mean(log(s) + (y - mu)**2 / (2 * s**2))
                """);
    }

    private static void addLong() {
        add(
                "80 steps of a map",
                "none",
                "a = parameter(0.3)\nh0 = 1 * a\n"
                        + each(26, i -> "h" + i + " = 0.99 * h" + (i - 1) + " * (1 - h" + (i - 1) + ")\n")
                        + "J = h26**2\n");
        add(
                "150 ops of residual layers",
                "circles",
                "W0 = randn(2, 4); V = randn(4, 1)\n"
                        + each(37, i -> "W" + i + " = randn(4, 4) / 9\n") + "h0 = x @ W0\n"
                        + each(37, i -> "h" + i + " = h" + (i - 1) + " + tanh(h" + (i - 1) + " @ W" + i + ") / 8\n")
                        + "J = MseLoss(h37 @ V, y)\n");
        add(
                "200 ops in one chain",
                "wave",
                "w = parameter(1)\nh0 = w * x\n"
                        + each(198, i -> "h" + i + " = " + (i % 2 == 0 ? "sin" : "cos") + "(h" + (i - 1) + ")\n")
                        + "J = mean(h198)\n");
    }
}
