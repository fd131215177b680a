package dev.gradus.playground;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.StopGradient;
import dev.gradus.node.Where;
import dev.gradus.playground.link.Link;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.FirstOrderOptimizer;
import dev.gradus.train.Receipt;
import dev.gradus.train.ReceiptRecorder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;

/** Submissions that reach the goal of a task without solving it, and submissions of the same forms that solve it. */
final class Forgeries {
    private static final String NETWORK = "W1 = randn(2, 4); b1 = zeros(4)\nW2 = randn(4, 1); b2 = zeros(1)\n";

    /**
     * A submission.
     *
     * @param why how it cheats, or what makes it honest
     * @param lesson whose task it is handed in for
     * @param check a further check of the task, or the empty string
     * @param text what is handed in
     * @param note a part of what the teacher reads
     */
    record Submission(String why, String lesson, String check, String text, String note) {
        @Override
        public String toString() {
            return lesson + ": " + why;
        }
    }

    private Forgeries() {}

    private static String link(Session session) {
        return "#" + session.link("", "");
    }

    private static Session typed(String lesson, String program, int iterations) {
        Session session = new Session();
        session.example(lesson);
        session.lines(program);
        session.train(iterations);
        return session;
    }

    private static Submission lines(String why, String lesson, String program, int iterations, String note) {
        return new Submission(why, lesson, "", link(typed(lesson, program, iterations)), note);
    }

    private static Submission lines(String why, String lesson, String program, String note) {
        return lines(why, lesson, program, 3, note);
    }

    // Lines that read the targets

    static List<Submission> readingTargets() {
        String reads = "Its prediction reads the targets in line 2, “ŷ = ";
        return List.of(
                lines(
                        "adds y",
                        "and",
                        "W = randn(2, 1)\nŷ = y + 0 * sum(W)\nJ = MseLoss(ŷ, y)\n",
                        reads + "y + 0 * sum(W)”"),
                lines("adds y", "xor", "W = randn(2, 1)\nŷ = y + 0 * sum(W)\nJ = MseLoss(ŷ, y)\n", reads),
                lines("adds y", "circles", "W = randn(2, 1)\nŷ = y + 0 * sum(W)\nJ = MseLoss(ŷ, y)\n", reads),
                lines(
                        "adds y to logits",
                        "spirals",
                        "W = randn(2, 1)\nz = 50 * (2 * y - 1) + 0 * sum(W)\nJ = BinaryCrossEntropyLoss(z, y)\n",
                        "Its prediction reads the targets in line 2"),
                lines(
                        "adds y to class scores",
                        "classes",
                        "W = randn(1, 3)\nz = -50 * (y - constant([[0, 1, 2]]))**2 + 0 * W\nJ = CrossEntropyLoss(z, y[:, 0])\n",
                        "reads the targets in line 2"),
                lines(
                        "hides y from the gradient",
                        "and",
                        "W = randn(2, 1)\nŷ = stop_gradient(y) + 0 * sum(W)\nJ = MseLoss(ŷ, y)\n",
                        reads),
                lines(
                        "selects by y",
                        "xor",
                        "W = randn(2, 1)\nŷ = where(y > 0.5, 1, 0) + 0 * sum(W)\nJ = MseLoss(ŷ, y)\n",
                        reads),
                lines("looks y up in a table", "xor", "T = [[0], [1]]\nŷ = T[y[:, 0]]\nJ = MseLoss(ŷ, y)\n", reads),
                lines(
                        "passes y through a function",
                        "xor",
                        "W = randn(2, 1)\ndef f(a, b): return a + 0 * b\nŷ = f(y, x @ W)\nJ = MseLoss(ŷ, y)\n",
                        "Its prediction reads the targets in line 2, “def f(a, b)"),
                lines("cancels x", "circles", "W = randn(2, 1)\nŷ = x @ W + y - x @ W\nJ = MseLoss(ŷ, y)\n", reads),
                lines(
                        "calls another value ŷ",
                        "xor",
                        NETWORK + "ŷ = sigmoid(tanh(x @ W1 + b1) @ W2 + b2)\np = y + 0 * ŷ\nJ = MseLoss(p, y)\n",
                        "The loss on the rows of the task is 0."));
    }

    // Lines that remember targets or rows

    static List<Submission> remembering() {
        String order =
                "It remembers the targets of the rows: on the same rows in another order, the loss of its prediction is ";
        String rows = "V = zeros(%s, 1)\nŷ = sigmoid(V + 0 * x[:, :1])\nJ = MseLoss(ŷ, y)\n";
        Session kept = typed("and", String.format(rows, "4"), 0);
        Session other =
                typed("spirals", "V = zeros(120, 1)\nz = V + 0 * x[:, :1]\nJ = BinaryCrossEntropyLoss(z, y)\n", 0);
        other.optimizer("Adam", 0.5);
        other.train(60);
        kept.set("V", new double[] {-9, -9, -9, 9});
        return List.of(
                lines(
                        "a constant list of targets",
                        "and",
                        "W = randn(2, 1)\nt = constant([[0], [0], [0], [1]])\nŷ = t + 0 * sum(x @ W)\nJ = MseLoss(ŷ, y)\n",
                        order),
                lines(
                        "weights that begin with the targets",
                        "xor",
                        "T = [[0], [1], [1], [0]]\nŷ = T + 0 * x[:, :1]\nJ = MseLoss(ŷ, y)\n",
                        order),
                lines("a weight for each row", "xor", String.format(rows, "4"), 300, order),
                lines("a weight for each row of the data", "circles", String.format(rows, "len(x)"), 300, order),
                new Submission("a weight for each row, set by hand", "and", "", link(kept), order),
                new Submission(
                        "a weight for each row, with other data",
                        "spirals",
                        "data spirals 3: loss<0.5",
                        link(other),
                        order),
                new Submission(
                        "a weight for each row, on other rows",
                        "circles",
                        "rows: loss<0.1\nx1,x2,y\n0.9,0,0\n0,0.3,1",
                        link(typed("circles", String.format(rows, "len(x)"), 300)),
                        "On the data rows: The weight V is 120 × 1, but on them the lines make it 2 × 1."),
                lines(
                        "the number of the row",
                        "spirals",
                        "W = randn(2, 1)\ni = constant(arange(120)).reshape(120, 1)\nz = 50 * (2 * (i % 2) - 1) + 0 * sum(x @ W)\nJ = BinaryCrossEntropyLoss(z, y)\n",
                        order),
                lines(
                        "the formula of XOR",
                        "xor",
                        "W = randn(2, 1)\nŷ = abs(x[:, :1] - x[:, 1:]) + 0 * sum(W)\nJ = MseLoss(ŷ, y)\n",
                        "Its lines contain the answer: with 5 other draws of all weights"),
                lines(
                        "the formula of XOR and idle weights",
                        "xor",
                        "W = randn(2, 1)\nŷ = abs(x[:, :1] - x[:, 1:]) + 0.001 * tanh(x @ W)\nJ = MseLoss(ŷ, y)\n",
                        "Its lines contain the answer"),
                lines(
                        "a circle of constants",
                        "circles",
                        "W = randn(2, 1)\nŷ = where(sum(x**2, axis=1, keepdims=True) < 0.4, 1, 0) + 0 * sum(W)\nJ = MseLoss(ŷ, y)\n",
                        "Its lines contain the answer"));
    }

    // Losses and data of their own

    static List<Submission> ownLosses() {
        String high = "The loss on the rows of the task is 0.";
        String yHat = NETWORK + "ŷ = sigmoid(tanh(x @ W1 + b1) @ W2 + b2)\n";
        Session one = typed("and", "W = randn(2, 1); b = zeros(1)\nŷ = sigmoid(x @ W + b)\nJ = MseLoss(ŷ, y)\n", 0);
        one.sampling(0, 0, 1);
        one.optimizer("Adam", 0.3);
        while (one.model().training().orElseThrow().loss() >= 0.01) {
            one.train(1);
        }
        Session zeros = typed("xor", yHat + "J = MseLoss(ŷ, y)\n", 0);
        zeros.set("y", new double[4]);
        zeros.train(200);
        Session fewer = typed("circles", yHat + "J = MseLoss(ŷ, y)\n", 0);
        fewer.sampling(90, 0, 0);
        fewer.train(300);
        return List.of(
                lines("a loss times 0", "xor", yHat + "J = 0 * MseLoss(ŷ, y)\n", high),
                lines("a scaled loss", "circles", yHat + "J = MseLoss(ŷ, y) / 1000\n", high),
                lines("a shifted loss", "xor", yHat + "J = MseLoss(ŷ, y) - 10\n", high),
                lines("a loss minus itself", "xor", yHat + "m = MseLoss(ŷ, y)\nJ = m - stop_gradient(m)\n", high),
                lines(
                        "a loss of y with itself",
                        "and",
                        "W = randn(2, 1)\nŷ = sigmoid(x @ W)\nJ = MseLoss(y, y) + 0 * sum(ŷ)\n",
                        high),
                lines("a loss without y", "and", "W = randn(2, 1)\nŷ = sigmoid(x @ W)\nJ = 1e-6 * sum(ŷ**2)\n", high),
                lines(
                        "a mask of zeros",
                        "xor",
                        yHat + "mask = constant([[0], [0], [0], [0]])\nJ = mean(mask * (ŷ - y)**2)\n",
                        high),
                lines("the first row only", "xor", yHat + "J = MseLoss(ŷ[:1], y[:1])\n", 100, high),
                lines("the best row only", "xor", yHat + "J = min((ŷ - y)**2)\n", 100, high),
                lines(
                        "a function with a rule of its own",
                        "xor",
                        yHat + "def f(a): return 0 * a\ngrad f: 1\nJ = f(MseLoss(ŷ, y))\n",
                        high),
                lines(
                        "targets of its own",
                        "xor",
                        "X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])\nY = np.array([[0], [0], [0], [0]])\n" + NETWORK
                                + "ŷ = sigmoid(tanh(X @ W1 + b1) @ W2 + b2)\nJ = MseLoss(ŷ, Y)\n",
                        400,
                        high),
                new Submission("batches of one row", "and", "", link(one), high),
                new Submission("other targets in the data", "xor", "", link(zeros), "Its data are "),
                new Submission("fewer rows", "circles", "", link(fewer), "It holds out other rows"),
                new Submission(
                        "the held-out loss of y",
                        "circles",
                        "held out: loss<0.1",
                        link(typed("circles", "W = randn(2, 1)\nŷ = y + 0 * sum(W)\nJ = MseLoss(ŷ, y)\n", 3)),
                        "No rows are held out."));
    }

    // Answers, rules and backward passes

    private static Submission words(
            String why, String lesson, String check, Session session, String words, String note) {
        return new Submission(why, lesson, check, "#" + session.link("", words), note);
    }

    static List<Submission> answers() {
        Session shape = typed("shapes", "a = randn(5, 1)\nb = randn(1, 3)\nd = a * 1\nJ = sum(d**2)\n", 0);
        Session rule = typed(
                "rule", "def f(a): return a**2\ngrad f: 2 * a\nW = randn(1, 1)\nŷ = f(x @ W)\nJ = MseLoss(ŷ, y)\n", 0);
        Session named = typed(
                "rule", "def f(a): return a**2\ngrad f: a\nW = randn(1, 1)\nŷ = f(x @ W)\nJ = MseLoss(ŷ, y)\n", 0);
        Session unused = new Session();
        unused.example("rule");
        unused.lines(unused.model().program().text().replace("h = bell(x @ W)", "h = x @ W"));
        Session zeros = new Session();
        zeros.example("rule");
        zeros.set("W", new double[4]);
        Session hidden = new Session();
        hidden.example("rule");
        hidden.lines(
                hidden.model().program().text().replace("grad bell: ", "grad bell: 0 * x; X = np.zeros((40, 1)); #"));
        Session method =
                typed("xor", NETWORK + "ŷ = sigmoid((x @ W1 + b1).tanh() @ W2 + b2)\nJ = MseLoss(ŷ, y)\n", 500);
        Session backward = typed("and", "W = randn(2, 1)\nJ = sum(W**2)\n", 0);
        backward.optimizer("SGD", 0.25);
        backward.train(20);
        Session copied = typed(
                "xor",
                "W1 = [[9, -9, 9, -9], [9, -9, -9, 9]]\nb1 = [-13, 4, -4, -4]\nW2 = [[-18], [-18], [18], [18]]\nb2 = [9]\nŷ = sigmoid(sigmoid(x @ W1 + b1) @ W2 + b2)\nJ = MseLoss(ŷ, y)\n",
                1);
        return List.of(
                words("the shape of another d", "shapes", "", shape, "answer=5%201", ""),
                words(
                        "the rule of another function",
                        "rule",
                        "",
                        rule,
                        "",
                        "More than the rules differs from the task, in “def f(a): return a**2”."),
                words("its own wrong rule", "rule", "", named, "answer=f", "More than the rules differs"),
                words(
                        "a function that is not used",
                        "rule",
                        "",
                        unused,
                        "",
                        "More than the rules differs from the task, in “h = x @ W”."),
                words("a wrong rule where its slope is 0", "rule", "", zeros, "", ""),
                words(
                        "other data behind a rule",
                        "rule",
                        "",
                        hidden,
                        "",
                        "differs from the task, in “X = np.zeros((40, 1))”."),
                words("a forbidden function as a method", "xor", "without tanh", method, "", "The lines contain tanh."),
                words(
                        "the backward pass of another loss",
                        "and",
                        "backward",
                        backward,
                        "back=" + Link.encoded("dW = 2 * W\n"),
                        "The typed backward pass is not right yet."),
                words(
                        "numbers written in the lines",
                        "xor",
                        "from seed",
                        copied,
                        "",
                        "These weights do not come from the seed alone: W1, b1, W2."));
    }

    // Receipts

    private static Submission receipt(
            String why, String lesson, BiFunction<Input, Input, Node> loss, int epochs, String note) {
        return new Submission(why, lesson, "", recorded(lesson, loss, epochs), note);
    }

    static String recorded(String lesson, BiFunction<Input, Input, Node> loss, int epochs) {
        Session session = new Session();
        session.example(lesson);
        Tensor xs = session.model().data().x(), ys = session.model().data().y();
        Input x = Input.of("x", xs.shape()), y = Input.of("y", ys.shape());
        Run run = Run.of(Graph.of(loss.apply(x, y))).feed(x, xs).feed(y, ys);
        FirstOrderOptimizer adam = Adam.of(0.1);
        ReceiptRecorder recorder = Receipt.record(run, adam);
        for (int epoch = 0; epoch < epochs; epoch++) {
            run.forward();
            run.backward();
            adam.step(run);
            recorder.epoch();
        }
        return recorder.receipt().toJson();
    }

    private static Node idle(Input x) {
        return x.sum().multiply(Parameter.of("W", Tensor.ones(2, 1)).sum()).multiply(0);
    }

    static List<Submission> receipts() {
        String enter = "The targets enter its graph in ";
        return List.of(
                receipt("adds y", "and", (x, y) -> new MseLoss(y.add(idle(x)), y), 3, enter + "y + "),
                receipt("adds y", "xor", (x, y) -> new MseLoss(y.add(idle(x)), y), 3, enter),
                receipt("adds y", "circles", (x, y) -> new MseLoss(y.add(idle(x)), y), 3, enter),
                receipt("adds y", "spirals", (x, y) -> new MseLoss(y.add(idle(x)), y), 3, enter),
                receipt(
                        "hides y from the gradient",
                        "and",
                        (x, y) -> new MseLoss(new StopGradient(y).add(idle(x)), y),
                        3,
                        enter),
                receipt(
                        "selects by y",
                        "and",
                        (x, y) ->
                                new MseLoss(new Where(y.greater(0.5), Constant.of(1), Constant.of(0)).add(idle(x)), y),
                        3,
                        enter),
                receipt(
                        "a constant list of targets",
                        "xor",
                        (x, y) -> new MseLoss(
                                Constant.of(Tensor.of(Shape.of(4, 1), 0, 1, 1, 0))
                                        .add(idle(x)),
                                y),
                        3,
                        "It remembers the targets of the rows"),
                receipt(
                        "a weight for each row",
                        "xor",
                        (x, y) -> new MseLoss(
                                Parameter.of("V", Tensor.zeros(4, 1))
                                        .add(idle(x))
                                        .sigmoid(),
                                y),
                        100,
                        "It remembers the targets of the rows"),
                receipt(
                        "a scaled loss",
                        "xor",
                        (x, y) -> new MseLoss(x.matMul(Parameter.of("W", Tensor.ones(2, 1))), y).multiply(1e-3),
                        3,
                        "The loss on the rows of the task is "),
                new Submission("y under the name of x", "line", "", swapped(), "The targets enter its graph in"));
    }

    /** A receipt whose graph calls the targets x. Both data have one shape, so that they fit either input. */
    private static String swapped() {
        String honest = recorded("line", (x, y) -> new MseLoss(y.add(idle(x)), y), 3);
        return sealed(honest.replace("\"input\":\"x\"", "\"input\":\"?\"")
                .replace("\"input\":\"y\"", "\"input\":\"x\"")
                .replace("\"input\":\"?\"", "\"input\":\"y\""));
    }

    /** A receipt that was edited, with the checksum that fits. */
    static String sealed(String receipt) {
        String body = receipt.substring(0, receipt.lastIndexOf(",\"checksum\":"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return body + ",\"checksum\":\"" + HexFormat.of().formatHex(digest) + "\"}\n";
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException(none);
        }
    }

    // Honest ones

    private static Submission honest(String why, String lesson, int iterations) {
        Session session = new Session();
        session.example(lesson);
        session.train(iterations);
        return new Submission(why, lesson, "", link(session), "");
    }

    private static Submission honest(String why, String lesson, String program, int iterations) {
        return lines(why, lesson, program, iterations, "");
    }

    static List<Submission> honest() {
        String hidden = NETWORK + "h = tanh(x @ W1 + b1)\n", yHat = hidden + "ŷ = sigmoid(h @ W2 + b2)\n";
        Session later = typed("xor", yHat + "J = MseLoss(ŷ, y)\n", 500);
        later.set("W2", new double[4]);
        later.train(1);
        Session batches = typed("circles", yHat + "J = MseLoss(ŷ, y)\n", 0);
        batches.sampling(0, 0, 30);
        batches.train(1200);
        Session other =
                typed("and", "V = randn(2, 1); c = zeros(1)\nu = x @ V + c\np = sigmoid(u)\nJ = MseLoss(p, y)\n", 700);
        String backward = "dp = (p - y) / 4\ndu = dp * p * (1 - p)\ndV = x.T @ du\ndc = du.sum(0)\n";
        Session rate = typed(
                "and",
                "W = randn(2, 1); b = zeros(1)\nz = x @ W + b\nŷ = sigmoid(z)\nJ = BinaryCrossEntropyLoss(z, y)\n",
                0);
        rate.optimizer("Adam", 0.2);
        rate.train(400);
        return List.of(
                honest("the lesson's lines", "xor", 500),
                honest("a line", "line", 60),
                honest("positions instead of examples", "attention", 200),
                honest("indices of letters", "characters", 200),
                honest("class labels", "classes", 300),
                honest(
                        "ReLU",
                        "circles",
                        NETWORK + "h = relu(x @ W1 + b1)\nŷ = sigmoid(h @ W2 + b2)\nJ = MseLoss(ŷ, y)\n",
                        600),
                honest("a loss in a formula", "xor", yHat + "J = mean((ŷ - y)**2)\n", 500),
                honest("other names", "xor", hidden + "guess = sigmoid(h @ W2 + b2)\nloss = MseLoss(guess, y)\n", 500),
                honest(
                        "a prediction without rows of its own",
                        "xor",
                        hidden + "p = sigmoid((h @ W2 + b2)[:, 0])\nJ = mse_loss(p, y[:, 0])\n",
                        600),
                honest("weight decay", "xor", yHat + "J = MseLoss(ŷ, y) + 0.00001 * (sum(W1**2) + sum(W2**2))\n", 700),
                honest(
                        "standardized columns",
                        "circles",
                        "W1 = randn(2, 4); b1 = zeros(4)\nW2 = randn(4, 1); b2 = zeros(1)\ns = (x - mean(x, axis=0)) / std(x, axis=0)\nŷ = sigmoid(tanh(s @ W1 + b1) @ W2 + b2)\nJ = MseLoss(ŷ, y)\n",
                        600),
                honest(
                        "a function with its rule",
                        "xor",
                        "def half(a): return a / 2\ngrad half: 0.5\n" + hidden
                                + "ŷ = sigmoid(half(h @ W2 + b2))\nJ = MseLoss(ŷ, y)\n",
                        600),
                honest(
                        "the task's data in the lines",
                        "xor",
                        "X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])\nY = np.array([[0], [1], [1], [0]])\n" + NETWORK
                                + "ŷ = sigmoid(tanh(X @ W1 + b1) @ W2 + b2)\nJ = MseLoss(ŷ, Y)\n",
                        500),
                honest(
                        "a mask of ones",
                        "xor",
                        yHat + "mask = constant([[1], [1], [1], [1]])\nJ = mean(mask * (ŷ - y)**2)\n",
                        500),
                new Submission("another loss", "and", "", link(rate), ""),
                new Submission("weights that are set after the solution", "xor", "", link(later), ""),
                new Submission("batches", "circles", "", link(batches), ""),
                new Submission(
                        "other data",
                        "circles",
                        "data circles 5: loss<0.05",
                        link(typed("circles", yHat + "J = MseLoss(ŷ, y)\n", 600)),
                        ""),
                words(
                        "the backward pass of other lines",
                        "and",
                        "backward",
                        other,
                        "back=" + Link.encoded(backward),
                        ""),
                receipt("a hidden layer", "xor", Forgeries::network, 300, ""),
                receipt("a hidden layer", "circles", Forgeries::network, 300, ""));
    }

    private static Node network(Input x, Input y) {
        NumpyRandom random = NumpyRandom.seed(1);
        Node h = x.matMul(Parameter.of("W1", random.randn(2, 8)))
                .add(Parameter.of("b1", Tensor.zeros(8)))
                .tanh();
        return new MseLoss(
                h.matMul(Parameter.of("W2", random.randn(8, 1)))
                        .add(Parameter.of("b2", Tensor.zeros(1)))
                        .sigmoid(),
                y);
    }
}
