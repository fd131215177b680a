import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.grade.Answer;
import dev.gradus.testkit.grade.Grading;
import dev.gradus.testkit.grade.Points;
import dev.gradus.testkit.grade.Submission;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten points. The right numbers come from Gradus, which knows none of your formulas. */
@ExtendWith(Grading.class)
class GateTest {
    /** What your class {@code Gate} must have. */
    interface Gate {
        double z(double[] x, double[] w, double b);

        double sigmoid(double z);

        double loss(double[] yHat, double[] y);

        double[] deltas(double[] yHat, double[] y);

        double[] gradientOfW(double[][] x, double[] deltas);

        double gradientOfB(double[] deltas);

        double[] step(double[] numbers, double[] gradient, double learningRate);

        double slope(DoubleUnaryOperator f, double at, double h);

        double[] train(double[][] x, double[] y, double[] w, double b, double learningRate, int epochs);
    }

    private static final double[][] X = {{1, 2}, {-1, 0.5}, {0.5, -2}};
    private static final double[] Y = {1, 0, 1};
    private static final double[] W = {0.5, -0.25};
    private static final double B = 0.2;

    private final Gate gate = Submission.of("Gate", Gate.class);

    private final Input x = Input.of("x", 3, 2);
    private final Parameter w = Parameter.of("w", Tensor.of(new double[][] {{W[0]}, {W[1]}}));
    private final Parameter b = Parameter.of("b", Tensor.full(Shape.of(1, 1), B));
    private final Input y = Input.of("y", 3, 1);
    private final Node z = x.matMul(w).add(b);
    private final Node yHat = z.sigmoid();
    private final Run right =
            Run.builder(Graph.of(new MseLoss(yHat, y))).keep(z, yHat).gradients(z, yHat).build();

    GateTest() {
        right.feed(x, X).feed(y, Y).forward();
        right.backward();
    }

    @Points(value = 1, task = "1 the weighted sum")
    void weightedSum() {
        double[] all = right.value(z).toArray();
        for (int t = 0; t < X.length; t++) {
            Answer.of("z(" + Arrays.toString(X[t]) + ", " + Arrays.toString(W) + ", " + B + ")", gate.z(X[t], W, B))
                    .mistake("b is missing.", all[t] - B)
                    .mistake("b is subtracted.", all[t] - 2 * B)
                    .mustBe(all[t]);
        }
    }

    @Points(value = 1, task = "2 the sigmoid")
    void sigmoid() {
        double[] all = right.value(yHat).toArray();
        for (int t = 0; t < X.length; t++) {
            double at = right.value(z).toArray()[t];
            Answer.of("sigmoid(" + at + ")", gate.sigmoid(at))
                    .mistake("This falls where the sigmoid rises: look at the sign in the exponent.", 1 - all[t])
                    .mustBe(all[t]);
        }
        Answer.of("sigmoid(-800)", gate.sigmoid(-800)).mustBe(0);
    }

    @Points(value = 1, task = "3 the loss")
    void loss() {
        double[] answers = right.value(yHat).toArray();
        double loss = right.forward();
        Answer.of("loss(" + Arrays.toString(answers) + ", " + Arrays.toString(Y) + ")", gate.loss(answers, Y))
                .mistake("The factor ½ is missing.", 2 * loss)
                .mistake("It is the sum over the examples, but J is their mean.", 3 * loss)
                .mistake("The factor ½ is missing, and it is a sum instead of a mean.", 6 * loss)
                .mustBe(loss);
    }

    @Points(value = 2, task = "4 the deltas")
    void deltas() {
        double[] answers = right.value(yHat).toArray();
        double[] deltas = right.gradient(z).toArray();
        Answer.of("deltas(" + Arrays.toString(answers) + ", " + Arrays.toString(Y) + ")", gate.deltas(answers, Y))
                .mistake("The sign is wrong: J grows if an answer grows that is too high.", times(-1, deltas))
                .mistake("The slope of the sigmoid is missing.", right.gradient(yHat).toArray())
                .mistake("Divide by the number of examples: J is a mean.", times(3, deltas))
                .mistake("There is a factor 2 too many: what does the ½ in J cancel?", times(2, deltas))
                .mustBe(deltas);
    }

    @Points(value = 1, task = "5 the gradient of w")
    void gradientOfW() {
        double[] gradient = right.gradient(w).toArray();
        Answer.of("gradientOfW(x, deltas)", gate.gradientOfW(X, right.gradient(z).toArray()))
                .mistake("It is the mean over the examples. The deltas are divided by their number already.",
                        times(1 / 3., gradient))
                .mistake("This is the part of the last example only. Add the parts of all examples.",
                        times(right.gradient(z).toArray()[2], X[2]))
                .mustBe(gradient);
    }

    @Points(value = 1, task = "6 the gradient of b")
    void gradientOfB() {
        double[] deltas = right.gradient(z).toArray();
        double gradient = right.gradient(b).item();
        Answer.of("gradientOfB(" + Arrays.toString(deltas) + ")", gate.gradientOfB(deltas))
                .mistake("It is the mean over the examples. The deltas are divided by their number already.", gradient / 3)
                .mistake("This is the part of the last example only. Add the parts of all examples.", deltas[2])
                .mustBe(gradient);
    }

    @Points(value = 1, task = "7 a step")
    void step() {
        double[] numbers = {3, -1};
        double[] next = gate.step(numbers, new double[] {2, 4}, 0.5);
        if (!Arrays.equals(numbers, new double[] {3, -1})) {
            throw new AssertionError("step changed the array that it was given. Return a new one.");
        }
        Answer.of("step([3, -1], [2, 4], 0.5)", next)
                .mistake("This goes uphill: a step goes against the gradient.", new double[] {4, 1})
                .mistake("The learning rate is missing.", new double[] {1, -5})
                .mustBe(new double[] {2, -3});
    }

    @Points(value = 1, task = "8 the slope, measured")
    void slope() {
        Answer.of("slope(x -> x³, 2, 0.1)", gate.slope(x -> x * x * x, 2, 0.1))
                .mistake("This goes forward only. Measure in both directions.", 12.61)
                .mistake("This goes backward only. Measure in both directions.", 11.41)
                .mistake("Between at − h and at + h is a distance of 2 h.", 24.02)
                .mustBe(12.01);
    }

    /** This needs all methods but the measured slope. */
    @Points(value = 1, task = "9 training")
    void train() {
        double[][] table = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[] and = {0, 0, 0, 1};
        double[] start = {1.2473733762017727, 0.28295387557714186};
        Answer.of("train(x, y, w, 0, 1, 2000)", gate.train(table, and, start.clone(), 0, 1, 2000))
                .mistake("These are the numbers after 1999 epochs.", trained(table, and, start, 1999))
                .mistake("These are the numbers at the start.", trained(table, and, start, 0))
                .mustBe(trained(table, and, start, 2000));
    }

    /** The numbers after this number of epochs: w, and then b. */
    private static double[] trained(double[][] table, double[] targets, double[] start, int epochs) {
        Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
        Parameter w = Parameter.of("w", Tensor.of(Shape.of(2, 1), start)), b = Parameter.of("b", Tensor.zeros(1, 1));
        Run run = Run.of(Graph.of(new MseLoss(x.matMul(w).add(b).sigmoid(), y))).feed(x, table).feed(y, targets);
        Optimizer descent = GradientDescent.of(1);
        for (int epoch = 0; epoch < epochs; epoch++) {
            run.forward();
            run.backward();
            descent.step(run);
        }
        double[] weights = run.parameters().get(w).toArray();
        return new double[] {weights[0], weights[1], run.parameters().get(b).item()};
    }

    private static double[] times(double factor, double[] numbers) {
        return Arrays.stream(numbers).map(number -> factor * number).toArray();
    }
}
