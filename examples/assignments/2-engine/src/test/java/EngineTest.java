import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.grade.Answer;
import dev.gradus.testkit.grade.Grading;
import dev.gradus.testkit.grade.Points;
import dev.gradus.testkit.grade.Submission;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten points: five for an engine of scalars, five for an engine of arrays. */
@ExtendWith(Grading.class)
class EngineTest {
    interface Node {
        List<?> sorted();

        void backward();

        void sendBack();
    }

    interface Scalar extends Node {
        Scalar add(Scalar other);

        Scalar multiply(Scalar other);

        Scalar tanh();

        double value();

        double gradient();

        void receive(double part);
    }

    interface Scalars {
        Scalar of(double value);
    }

    interface Array extends Node {
        Array matMul(Array other);

        Array addRow(Array row);

        Array relu();

        Array loss(double[][] targets);

        double[][] value();

        double[][] gradient();

        void receive(double[][] part);
    }

    interface Arrays {
        Array of(double[][] value);
    }

    interface Xor {
        double train(
                double[][] x,
                double[][] y,
                double[][] w1,
                double[][] b1,
                double[][] w2,
                double[][] b2,
                double learningRate,
                int epochs);
    }

    private final Scalars scalars = Submission.of("Scalar", Scalars.class);
    private final Arrays arrays = Submission.of("Array", Arrays.class);

    @Points(value = 1, task = "A1 multiply")
    void multiply() {
        Scalar a = scalars.of(3), b = scalars.of(-4);
        Scalar product = a.multiply(b);
        Answer.of("3 · (−4)", product.value()).mustBe(-12);
        product.receive(10);
        product.sendBack();
        Answer.of("the gradient of a, if the upstream gradient of a · b is 10, a = 3 and b = −4,", a.gradient())
                .mistake("A product swaps: each operand gets the upstream gradient times the other operand.", 30)
                .mistake("The other operand is missing.", 10)
                .mistake("The upstream gradient is missing.", -4)
                .mistake("Nothing arrives.", 0)
                .mustBe(-40);
        Answer.of("the gradient of b, if the upstream gradient of a · b is 10, a = 3 and b = −4,", b.gradient())
                .mistake("A product swaps: each operand gets the upstream gradient times the other operand.", -40)
                .mistake("Nothing arrives.", 0)
                .mustBe(30);
    }

    @Points(value = 1, task = "A2 tanh")
    void tanh() {
        Scalar x = scalars.of(0.5), y = x.tanh();
        Answer.of("tanh(0.5)", y.value()).mustBe(Math.tanh(0.5));
        y.receive(10);
        y.sendBack();
        Answer.of("the gradient of x, if the upstream gradient of tanh(x) is 10 and x = 0.5,", x.gradient())
                .mistake("The slope is 1 − y², with the result y. This takes the operand.", 7.5)
                .mistake("The slope is missing.", 10)
                .mistake("The upstream gradient is missing.", 0.7864477329659274)
                .mustBe(7.864477329659274);
    }

    @Points(value = 1, task = "A3 fan-out")
    void fanOut() {
        Scalar a = scalars.of(3);
        a.receive(10);
        a.receive(7);
        Answer.of("the gradient of a value that receives 10 and then 7", a.gradient())
                .mistake("This is the last part only. The parts of all uses add up.", 7)
                .mistake("This is the first part only. The parts of all uses add up.", 10)
                .mustBe(17);
    }

    @Points(value = 1, task = "A4 the order")
    void order() {
        Scalar a = scalars.of(2), b = scalars.of(1);
        Scalar c = a.add(b), d = c.add(a);
        List<Scalar> all = List.of(a, b, c, d);
        List<?> order = d.sorted();
        if (order.size() != 4) {
            throw new AssertionError("sorted() of d = (a + b) + a has " + order.size() + " nodes instead of 4."
                    + " Each node must occur once, leaves too.");
        }
        for (int i = 0; i < 4; i++) {
            int place = place(order, all.get(i));
            int input = i < 2 ? -1 : Math.max(place(order, all.get(i == 2 ? 1 : 2)), place(order, a));
            if (place < 0 || place < input) {
                throw new AssertionError("sorted() of d = (a + b) + a: " + "abcd".charAt(i)
                        + (place < 0 ? " is missing." : " stands before one of its inputs."));
            }
        }
        Scalar doubled = a;
        for (int i = 0; i < 50; i++) {
            doubled = doubled.add(doubled);
        }
        Answer.of("the number of nodes in sorted(), after 50 doublings x + x,", doubled.sorted().size())
                .mustBe(51);
    }

    private static int place(List<?> order, Scalar node) {
        for (int i = 0; i < order.size(); i++) {
            if (node.equals(order.get(i))) {
                return i;
            }
        }
        return -1;
    }

    @Points(value = 1, task = "A5 the backward pass")
    void backward() {
        Scalar a = scalars.of(2), b = scalars.of(-3);
        Scalar c = a.add(b), d = c.add(c), J = d.add(a);
        J.backward();
        Answer.of("∂J/∂J", J.gradient()).mistake("Seed it: J grows by 1 if J grows by 1.", 0).mustBe(1);
        Answer.of("∂J/∂b of J = c + c + a with c = a + b", b.gradient())
                .mistake("A node may send its gradient only when all of its uses have sent theirs.", 1)
                .mistake("Nothing arrives. Start at J, and go back to the leaves.", 0)
                .mustBe(2);
        Answer.of("∂J/∂a of J = c + c + a with c = a + b", a.gradient()).mustBe(3);
        J.backward();
        Answer.of("∂J/∂a after a second backward()", a.gradient())
                .mistake("Clear the gradients of the first call.", 6)
                .mistake("Clear the gradients of the first call.", 10)
                .mustBe(3);
    }

    @Points(value = 1, task = "B1 matMul")
    void matMul() {
        double[][] left = {{1, 2}, {3, 4}, {5, 6}}, right = {{1, -1, 2}, {0.5, 2, -3}};
        double[][] upstream = {{1, 2, 3}, {-1, 0, 2}, {0.5, 1, -2}};
        Array a = arrays.of(left), b = arrays.of(right);
        Array product = a.matMul(b);
        Tensor u = Tensor.of(upstream);
        Parameter p = Parameter.of("a", Tensor.of(left)), q = Parameter.of("b", Tensor.of(right));
        Run engine = run(p.matMul(q), u);
        Answer.of("the product", product.value())
                .mustBe(new double[][] {{2, 3, -4}, {5, 5, -6}, {8, 7, -8}});
        product.receive(upstream);
        product.sendBack();
        Answer.of("the gradient of the left factor", a.gradient())
                .mistake("Nothing arrives.", new double[3][2])
                .mustBe(engine.gradient(p).to2d());
        Answer.of("the gradient of the right factor", b.gradient())
                .mistake("Nothing arrives.", new double[2][3])
                .mustBe(engine.gradient(q).to2d());
    }

    @Points(value = 1, task = "B2 addRow")
    void addRow() {
        Array a = arrays.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}), row = arrays.of(new double[][] {{10, 20}});
        Array sum = a.addRow(row);
        Answer.of("the sum", sum.value())
                .mistake("Add the row to each row.", new double[][] {{11, 22}, {3, 4}, {5, 6}})
                .mustBe(new double[][] {{11, 22}, {13, 24}, {15, 26}});
        sum.receive(new double[][] {{1, 2}, {3, -4}, {5, 3.5}});
        sum.sendBack();
        Answer.of("the gradient of the array", a.gradient()).mustBe(new double[][] {{1, 2}, {3, -4}, {5, 3.5}});
        Answer.of("the gradient of the row", row.gradient())
                .mistake("It is a mean. The row was copied, so the gradients of the copies add up.", new double[] {3, 0.5})
                .mistake("This is the last row only. The gradients of all copies add up.", new double[] {5, 3.5})
                .mistake("This is the first row only. The gradients of all copies add up.", new double[] {1, 2})
                .mustBe(new double[] {9, 1.5});
    }

    @Points(value = 1, task = "B3 relu")
    void relu() {
        Array x = arrays.of(new double[][] {{-2, 3, 0}, {0.25, -0.5, 4}});
        Array y = x.relu();
        Answer.of("relu", y.value()).mustBe(new double[][] {{0, 3, 0}, {0.25, 0, 4}});
        y.receive(new double[][] {{10, 20, 30}, {-40, 50, -60}});
        y.sendBack();
        Answer.of("the gradient of x", x.gradient())
                .mistake("The mask is inverted: what was positive passes on.", new double[][] {{10, 0, 30}, {0, 50, 0}})
                .mistake("Where x is 0, the slope is 0.", new double[][] {{0, 20, 30}, {-40, 0, -60}})
                .mistake("The mask looks at the upstream gradient. It must look at x.",
                        new double[][] {{10, 20, 30}, {0, 50, 0}})
                .mistake("The upstream gradient is missing.", new double[][] {{0, 1, 0}, {1, 0, 1}})
                .mustBe(new double[][] {{0, 20, 0}, {-40, 0, -60}});
    }

    @Points(value = 1, task = "B4 the loss")
    void loss() {
        double[][] targets = {{1, 0}, {0, 2}, {-1, 1}};
        Array x = arrays.of(new double[][] {{0.5, 1}, {-1, 2.5}, {3, 0}});
        Array J = x.loss(targets);
        Answer.of("the loss", J.value())
                .mistake("The factor ½ is missing.", 39. / 6)
                .mistake("It is a sum over the rows, but J is their mean.", 39. / 4)
                .mistake("It is a mean over rows and columns, but J is a sum over the columns.", 39. / 24)
                .mustBe(39. / 12);
        J.receive(new double[][] {{3}});
        J.sendBack();
        double[][] right = {{-0.5, 1}, {-1, 0.5}, {4, -1}};
        Answer.of("the gradient of x, if the upstream gradient of J is 3,", x.gradient())
                .mistake("The sign is wrong.", times(-1, right))
                .mistake("The upstream gradient is missing.", times(1 / 3., right))
                .mistake("Divide by the number of rows.", times(3, right))
                .mistake("There is a factor 2 too many: what does the ½ in J cancel?", times(2, right))
                .mustBe(right);
    }

    /** This needs A4, A5, B1, B2 and B4. */
    @Points(value = 1, task = "B5 XOR")
    void xor() {
        double[][] table = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, targets = {{0}, {1}, {1}, {0}};
        NumpyRandom random = NumpyRandom.seed(1);
        Parameter w1 = Parameter.of("W1", random.randn(2, 4)), b1 = Parameter.of("b1", Tensor.zeros(1, 4));
        Parameter w2 = Parameter.of("W2", random.randn(4, 1)), b2 = Parameter.of("b2", Tensor.zeros(1, 1));
        Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
        Run engine = Run.of(Graph.of(
                new MseLoss(x.matMul(w1).add(b1).tanh().matMul(w2).add(b2).tanh(), y)));
        engine.feed(x, table).feed(y, targets);
        Optimizer descent = GradientDescent.of(0.5);
        double before = 0;
        for (int epoch = 0; epoch < 500; epoch++) {
            before = engine.forward();
            engine.backward();
            descent.step(engine);
        }
        double loss = Submission.of("Xor", Xor.class)
                .train(
                        table,
                        targets,
                        w1.initialValue().to2d(),
                        b1.initialValue().to2d(),
                        w2.initialValue().to2d(),
                        b2.initialValue().to2d(),
                        0.5,
                        500);
        Answer.of("the loss of XOR after 500 epochs", loss)
                .mistake("This is the loss before the last step.", before)
                .mustBe(engine.forward());
    }

    private static Run run(dev.gradus.node.Node result, Tensor upstream) {
        Run run = Run.of(Graph.of(result.multiply(dev.gradus.node.Constant.of(upstream)).sum()));
        run.forward();
        run.backward();
        return run;
    }

    private static double[][] times(double factor, double[][] numbers) {
        return Tensor.of(numbers).map(number -> factor * number).to2d();
    }
}
