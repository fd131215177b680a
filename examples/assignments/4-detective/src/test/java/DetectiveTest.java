import dev.gradus.check.GradientCheck;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.testkit.grade.Answer;
import dev.gradus.testkit.grade.Grading;
import dev.gradus.testkit.grade.Points;
import dev.gradus.testkit.grade.Submission;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten points: six for finding the wrong rule, four for mending it. */
@ExtendWith(Grading.class)
class DetectiveTest {
    /** Of the name of the op, so that this file does not tell it. */
    private static final int GUILTY = 1383862535;

    interface Detective {
        double[] slopes(ToDoubleFunction<double[]> J, double[] at, double h);

        boolean agree(double[] gradient, double[] slopes);

        String guilty();
    }

    interface Networks {
        Network whole();

        Map<String, ?> ops();

        Network op(String name);
    }

    interface Network {
        Run run();

        List<Parameter> parameters();
    }

    private final Detective detective = Submission.of("Detective", Detective.class);
    private final Networks networks = Submission.of("Network", Networks.class);

    @Points(value = 2, task = "1 the slopes")
    void slopes() {
        double[] at = {2, -1, 0.5};
        double[] slopes = detective.slopes(n -> n[0] * n[0] * n[0] * n[1] + Math.exp(n[2]), at, 0.1);
        if (!Arrays.equals(at, new double[] {2, -1, 0.5})) {
            throw new AssertionError("slopes changed the array `at`. Set each number back, or change a copy.");
        }
        Answer.of("slopes(n -> n₀³ n₁ + exp(n₂), [2, −1, 0.5], 0.1)", slopes)
                .mistake("This goes forward only. Measure in both directions.",
                        new double[] {-12.61, 8, (Math.exp(0.6) - Math.exp(0.5)) / 0.1})
                .mistake("Between at − h and at + h is a distance of 2 h.", new double[] {-24.02, 16, (Math.exp(0.6) - Math.exp(0.4)) / 0.1})
                .mustBe(new double[] {-12.01, 8, (Math.exp(0.6) - Math.exp(0.4)) / 0.2});
    }

    @Points(value = 2, task = "2 right or wrong")
    void agree() {
        agree(true, "equal", new double[] {1, -2}, new double[] {1, -2});
        agree(true, "different by a measuring error", new double[] {1 + 1e-8, -2}, new double[] {1, -2});
        agree(true, "zero", new double[] {0, 0}, new double[] {0, 0});
        agree(true, "large", new double[] {1e9, 0}, new double[] {1e9 + 1, 1});
        agree(false, "of opposite sign", new double[] {1, 2}, new double[] {1, -2});
        agree(false, "different in the last element", new double[] {1, 2, 3}, new double[] {1, 2, 3.001});
        agree(false, "different in the first element", new double[] {1.001, 2, 3}, new double[] {1, 2, 3});
        agree(false, "different and small", new double[] {1e-6, 2e-6}, new double[] {1e-6, 3e-6});
        agree(false, "NaN", new double[] {Double.NaN, 2}, new double[] {1, 2});
    }

    private void agree(boolean right, String what, double[] gradient, double[] slopes) {
        if (detective.agree(gradient, slopes) != right) {
            throw new AssertionError("agree(" + Arrays.toString(gradient) + ", " + Arrays.toString(slopes) + ") is " + !right
                    + ", but the two are " + what + ".");
        }
    }

    @Points(value = 2, task = "3 the culprit")
    void guilty() {
        String name = detective.guilty();
        if (!networks.ops().containsKey(name)) {
            throw new AssertionError("There is no op " + name + ". The ops are " + networks.ops().keySet() + ".");
        }
        if (name.hashCode() != GUILTY) {
            throw new AssertionError("The rule of " + name + " is right.");
        }
    }

    @Points(value = 2, task = "4 the network mended", seconds = 20)
    void mended() {
        GradientCheck.of(networks.whole().run()).check().assertPassed();
    }

    /** On other numbers than those of the network. */
    @Points(value = 2, task = "5 each op by itself", seconds = 20)
    void eachOp() {
        for (String name : networks.ops().keySet()) {
            Network network = networks.op(name);
            NumpyRandom random = NumpyRandom.seed(6);
            for (int i = 0; i < 5; i++) {
                for (Parameter parameter : network.parameters()) {
                    network.run().parameters().set(parameter, random.normal(0, 3, parameter.shape()));
                }
                network.run().forward();
                GradientCheck.of(network.run()).check().assertPassed();
            }
        }
    }
}
