package dev.gradus.playground.link;

import dev.gradus.playground.training.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lesson of one screen.
 *
 * @param name its name in addresses
 * @param title a few words
 * @param about what it shows
 * @param see what to notice
 * @param source the data
 * @param settings the optimizer and its learning rate
 * @param task the definition of its task, or the empty string
 * @param program the lines
 */
public record Example(
        String name,
        String title,
        String about,
        String see,
        String source,
        Settings settings,
        String task,
        String program) {

    private static final List<Example> ALL = List.of(
            new Example(
                    "line",
                    "A line through points",
                    "The smallest network: one weight and one bias.",
                    "Each iteration turns and shifts the line. Step through one: both gradients are sums over the points.",
                    "line",
                    new Settings("SGD", 0.5),
                    "loss<0.02;Now set the learning rate to 3 and watch the line.",
                    """
                    W = zeros(1, 1); b = zeros(1)
                    ŷ = x @ W + b
                    J = MseLoss(ŷ, y)
                    """),
            new Example(
                    "expression",
                    "An expression by hand",
                    "No data and no network, only the chain rule.",
                    "Step through the backward pass. Compute each gradient on paper before you look.",
                    "none",
                    new Settings("SGD", 0.05),
                    "",
                    """
                    a = parameter(2)
                    b = parameter(-3)
                    c = parameter(10)
                    d = a * b + c
                    J = tanh(d / 5)**2
                    """),
            new Example(
                    "and",
                    "AND: one neuron",
                    "The network of the lesson: one layer, a sigmoid, and half the mean squared error.",
                    "The gradient is small where the neuron is sure of a wrong answer. How does σ′ cause this?",
                    "AND",
                    new Settings("SGD", 1),
                    "loss<0.01;Now find a learning rate that takes a tenth of the iterations.",
                    """
                    W = randn(2, 1); b = zeros(1)
                    z = x @ W + b
                    ŷ = sigmoid(z)
                    J = MseLoss(ŷ, y)
                    """),
            new Example(
                    "xor",
                    "XOR: why layers are needed",
                    "No line separates the two classes. A hidden layer bends the plane first.",
                    "Remove the hidden layer: the loss stays above 0.12.",
                    "XOR",
                    new Settings("Adam", 0.05),
                    "loss<0.01;Now use two hidden units. For how many of 20 seeds does the training succeed?",
                    """
                    W1 = randn(2, 4); b1 = zeros(4)
                    W2 = randn(4, 1); b2 = zeros(1)
                    h = tanh(x @ W1 + b1)
                    ŷ = sigmoid(h @ W2 + b2)
                    J = MseLoss(ŷ, y)
                    """),
            new Example(
                    "circles",
                    "One class inside the other",
                    "Four hidden units enclose the inner class.",
                    "Each hidden unit draws a straight line. The boundary consists of four of them.",
                    "circles",
                    new Settings("Adam", 0.05),
                    "loss<0.01;Now use fewer hidden units.",
                    """
                    W1 = randn(2, 4); b1 = zeros(4)
                    W2 = randn(4, 1); b2 = zeros(1)
                    z1 = x @ W1 + b1
                    h = tanh(z1)
                    z2 = h @ W2 + b2
                    ŷ = sigmoid(z2)
                    J = MseLoss(ŷ, y)
                    """),
            new Example(
                    "classes",
                    "Three classes",
                    "One output per class. Softmax turns them into probabilities.",
                    "Each region has the color of its most likely class. Which hidden units draw the borders?",
                    "arms",
                    new Settings("Adam", 0.03),
                    "loss<0.2;Now add a fourth class to the plane. Which numbers in the lines must change?",
                    """
                    W1 = randn(2, 6); b1 = zeros(6)
                    W2 = randn(6, 3); b2 = zeros(3)
                    h = tanh(x @ W1 + b1)
                    z = h @ W2 + b2
                    J = CrossEntropyLoss(z, y[:, 0])
                    """),
            new Example(
                    "spirals",
                    "Two spirals",
                    "Two hidden layers, and an optimizer that scales the step of each weight.",
                    "Switch from Adam to SGD: the loss falls far more slowly.",
                    "spirals",
                    new Settings("Adam", 0.02),
                    "loss<0.01;Now use relu instead of tanh.",
                    """
                    W1 = randn(2, 16); b1 = zeros(16)
                    W2 = randn(16, 8) / 4; b2 = zeros(8)
                    W3 = randn(8, 1) / 3; b3 = zeros(1)
                    h1 = tanh(2 * x @ W1 + b1)
                    h2 = tanh(h1 @ W2 + b2)
                    z = h2 @ W3 + b3
                    ŷ = sigmoid(z)
                    J = BinaryCrossEntropyLoss(z, y)
                    """),
            new Example(
                    "admissions",
                    "Who is admitted?",
                    "400 students, six features. Real data are rarely separable.",
                    "Train, and compare the weights of the four ranks: they decrease from the best school to the last.",
                    "admissions",
                    new Settings("SGD", 1),
                    "",
                    """
                    W = zeros(6, 1); b = zeros(1)
                    z = x @ W + b
                    ŷ = sigmoid(z)
                    J = BinaryCrossEntropyLoss(z, y)
                    """),
            new Example(
                    "wave",
                    "A curve made of steps",
                    "Eight hidden units, each a soft step, add up to a wave.",
                    "Set one number of W2 to 0 and see which part of the curve disappears.",
                    "wave",
                    new Settings("Adam", 0.03),
                    "loss<0.01",
                    """
                    W1 = 3 * randn(1, 8); b1 = randn(8)
                    W2 = randn(8, 1) / 3; b2 = zeros(1)
                    h = tanh(x @ W1 + b1)
                    ŷ = h @ W2 + b2
                    J = MseLoss(ŷ, y)
                    """),
            new Example(
                    "vanishing",
                    "Vanishing gradients",
                    "Five layers of sigmoids. The slope of a sigmoid is at most ¼.",
                    "Train, and read the gradient norms from the bottom: they shrink from layer to layer. Replace sigmoid with tanh.",
                    "circles",
                    new Settings("SGD", 1),
                    "",
                    """
                    W1 = randn(2, 4); W2 = randn(4, 4)
                    W3 = randn(4, 4); W4 = randn(4, 4)
                    W5 = randn(4, 1)
                    h1 = sigmoid(x @ W1)
                    h2 = sigmoid(h1 @ W2)
                    h3 = sigmoid(h2 @ W3)
                    h4 = sigmoid(h3 @ W4)
                    ŷ = sigmoid(h4 @ W5)
                    J = MseLoss(ŷ, y)
                    """),
            new Example(
                    "decay",
                    "Weight decay",
                    "XOR again, with a penalty: the sum of the squared weights.",
                    "Step to the gradient of W1. It has two parts: where does the second come from?",
                    "XOR",
                    new Settings("Adam", 0.05),
                    "",
                    """
                    λ = 0.001
                    W1 = randn(2, 4); b1 = zeros(4)
                    W2 = randn(4, 1); b2 = zeros(1)
                    h = tanh(x @ W1 + b1)
                    ŷ = sigmoid(h @ W2 + b2)
                    price = sum(W1**2) + sum(W2**2)
                    J = MseLoss(ŷ, y) + λ * price
                    """),
            new Example(
                    "rule",
                    "Find the wrong rule",
                    "Two ops of your own, each with a value and a gradient rule. One rule is wrong.",
                    "Press Check the gradients: it compares every rule with finite differences.",
                    "line",
                    new Settings("SGD", 0.1),
                    "rule",
                    """
                    def cube(x): return x**3
                    grad cube: 3 * x**2
                    def bell(x): return exp(-x**2)
                    grad bell: -x * exp(-x**2)
                    W = randn(1, 4); V = randn(4, 1)
                    h = bell(x @ W)
                    ŷ = cube(h @ V)
                    J = MseLoss(ŷ, y)
                    """),
            new Example(
                    "shapes",
                    "Predict the shape",
                    "Broadcasting compares sizes from the right. A size of 1 is stretched.",
                    "Work out the shape before you look.",
                    "none",
                    new Settings("SGD", 0.1),
                    "shape:d;Now find two shapes that would make d 5 × 5.",
                    """
                    a = randn(5, 1)
                    b = randn(1, 3)
                    d = a * b - mean(a)
                    J = sum(d**2)
                    """),
            new Example(
                    "attention",
                    "Attention: look two positions back",
                    "Each position attends to all positions. The target is the token two positions earlier.",
                    "Step to the softmax: each row shows where a position looks.",
                    "echo",
                    new Settings("Adam", 0.05),
                    "loss<0.05",
                    """
                    Q = randn(16, 8) / 3; K = randn(16, 8) / 3
                    V = randn(16, 4) / 3
                    q = x @ Q; k = x @ K; v = x @ V
                    scores = q @ k.T / sqrt(8)
                    A = softmax(scores, axis=1)
                    z = A @ v
                    J = CrossEntropyLoss(z, y)
                    """),
            new Example(
                    "characters",
                    "A network that spells",
                    "Given three letters of a name, predict the fourth.",
                    "Each letter is a row of C, and C is trained: similar letters end up close together.",
                    "names",
                    new Settings("Adam", 0.02),
                    "loss<1",
                    """
                    C = randn(27, 4) / 2
                    W1 = randn(12, 24) / 4; b1 = zeros(24)
                    W2 = randn(24, 27) / 5; b2 = zeros(27)
                    e = C[x].reshape(-1, 12)
                    h = tanh(e @ W1 + b1)
                    z = h @ W2 + b2
                    J = CrossEntropyLoss(z, y)
                    """));

    /** Adds what the page says of this lesson to an answer. */
    public void describe(Map<String, Object> answer) {
        answer.put("example", name);
        answer.put("title", title);
        answer.put("about", about);
        answer.put("see", see);
    }

    /** All lessons. */
    public static List<Example> all() {
        return ALL;
    }

    /** The lesson with this name; empty if there is none. */
    public static Optional<Example> of(String name) {
        return ALL.stream().filter(example -> example.name.equals(name)).findFirst();
    }
}
