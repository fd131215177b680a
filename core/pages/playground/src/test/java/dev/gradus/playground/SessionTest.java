package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page's whole life, without a page. */
class SessionTest {
    private static final String AND = """
            W = [[1.25], [0.28125]]; b = [[0]]
            z = x @ W + b
            ŷ = sigmoid(z)
            J = MseLoss(ŷ, y)
            """;

    private static final String CIRCLES = """
            W1 = randn(2, 4); b1 = zeros(4)
            W2 = randn(4, 1); b2 = zeros(1)
            h = tanh(x @ W1 + b1)
            ŷ = sigmoid(h @ W2 + b2)
            J = MseLoss(ŷ, y)
            """;

    private final Session session = new Session();

    private static Session circles() {
        Session session = new Session();
        session.data("circles", 0);
        session.optimizer("Adam", 0.05);
        session.lines(CIRCLES);
        return session;
    }

    @Test
    void itTrainsAsTheLessonDoes() {
        Input x = Input.of("x", 4, 2);
        Input y = Input.of("y", 4, 1);
        Parameter w = Parameter.of("W", Tensor.of(new double[][] {{1.25}, {0.28125}}));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
        Node j = new MseLoss(x.matMul(w).add(b).sigmoid(), y).named("J");
        Run run = Run.of(Graph.of(j))
                .feed(x, new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})
                .feed(y, new double[][] {{0}, {0}, {0}, {1}});
        Optimizer descent = GradientDescent.of(1);
        double[] losses = new double[201];
        losses[0] = run.forward();
        for (int i = 1; i <= 200; i++) {
            run.backward();
            descent.step(run);
            losses[i] = run.forward();
        }
        session.lines(AND);
        double[] made = session.train(200);
        assertThat(made).containsExactly(Arrays.copyOfRange(losses, 1, 201));
        assertThat(session.model().losses()).containsExactly(losses);
        assertThat(session.model().values("W"))
                .containsExactly(run.parameters().get(w).toArray());
    }

    @Test
    void linesHaveSizesAndTheGraph() {
        Answers answer = Answers.of(session.lines(AND));
        assertThat(answer.truth("ok")).isTrue();
        assertThat(answer.objects("lines").get(1).objects("names").get(0).text("size"))
                .isEqualTo("4 × 1");
        assertThat(answer.objects("lines").get(3).objects("names").get(0).number("value"))
                .isEqualTo(session.model().losses()[0]);
        assertThat(answer.whole("learned")).isEqualTo(3);
        assertThat(answer.whole("ops")).isEqualTo(4);
        assertThat(answer.text("subtitle")).isEqualTo("one layer on AND");
        List<Answers> nodes = answer.object("graph").objects("nodes");
        assertThat(nodes.stream().map(node -> node.text("kind")))
                .containsExactlyInAnyOrder("input", "parameter", "parameter", "op", "op", "op", "input", "op");
        Answers loss = nodes.get(answer.object("graph").whole("objective"));
        assertThat(loss.text("op")).isEqualTo("MseLoss");
        assertThat(loss.whole("line")).isEqualTo(3);
        assertThat(answer.text("sentence"))
                .startsWith("The lines compute «J» = 0.1")
                .endsWith("Press play and the weights will move.");
    }

    @Test
    void anErrorSaysWhereAndKeepsWhatComesBefore() {
        session.data("circles", 0);
        Answers answer = Answers.of(session.lines(CIRCLES.replace("randn(4, 1)", "randn(3, 1)")));
        assertThat(answer.truth("ok")).isFalse();
        Answers error = answer.object("error");
        assertThat(error.whole("line")).isEqualTo(3);
        assertThat(error.whole("column")).isEqualTo(12);
        assertThat(error.whole("length")).isEqualTo(6);
        assertThat(error.text("message"))
                .isEqualTo("«h» has 4 columns, but «W2» has 3 rows: @ needs the same number of each.");
        assertThat(answer.objects("lines")).hasSize(3);
        Answers missing = answer.object("graph").objects("nodes").get(error.whole("node"));
        assertThat(missing.text("kind")).isEqualTo("missing");
        assertThat(missing.list("inputs", 2)).isNotEmpty();
        assertThat(error.objects("remedies").get(0).text("label")).isEqualTo("Make W2 4 × 1");
        assertThat(Answers.of(session.lines(error.objects("remedies").get(0).text("program")))
                        .truth("ok"))
                .isTrue();
        assertThat(answer.list("eyebrow", 2)).containsExactly("Line 4, column 15", "shapes do not match");
        assertThat(new Session().train(5)).isEmpty();
    }

    @Test
    void withAnErrorTheTraceIsOfTheLinesBeforeIt() {
        session.data("circles", 0);
        session.lines(CIRCLES.replace("randn(4, 1)", "randn(3, 1)"));
        assertThat(session.model().trace(true).orElseThrow().graph())
                .contains("tanh")
                .doesNotContain("MseLoss")
                .contains("\"outputs\":[");
        session.lines("W = randn(2\n" + CIRCLES);
        assertThat(session.model().trace(true).orElseThrow().graph())
                .contains("\"nodes\":[{")
                .doesNotContain("tanh");
        session.data("none", 0);
        session.lines("a = b");
        assertThat(session.model().trace(true)).isEmpty();
    }

    @Test
    void aLossThatIsNotFiniteAtFirstIsAProblemOfTheLine() {
        Answers answer = Answers.of(session.lines("W = [[1], [-2]]\nz = x @ W\nq = log(z)\nJ = mean(q)"));
        Answers error = answer.object("error");
        assertThat(error.whole("line")).isEqualTo(2);
        assertThat(error.text("message")).isEqualTo("«log» needs positive numbers, but «z» contains −2.");
        assertThat(answer.objects("lines")).hasSize(2);
        Answers remedy = error.objects("remedies").get(0);
        assertThat(remedy.text("label")).isEqualTo("Keep it above 0");
        assertThat(Answers.of(session.lines(remedy.text("program"))).truth("ok"))
                .isTrue();
    }

    @Test
    void functionsAreListedByFamily() {
        List<Answers> families = Answers.list(Catalog.functions());
        assertThat(families.get(0).objects("functions").get(0).list("names", 2))
                .containsExactly("randn", "standard_normal");
        assertThat(families).anySatisfy(family -> {
            assertThat(family.text("title")).isEqualTo("Losses");
            assertThat(family.objects("functions").get(0).text("arguments")).isEqualTo("x, y");
        });
    }

    @Test
    void labelsOfAPastedTableAreAColumn() {
        session.csv("a,b,c\n1,2,0\n3,4,1\n5,6,2");
        Answers answer = Answers.of(session.lines("W = randn(2, 3)\nz = x @ W\nJ = cross_entropy(z, y)"));
        Answers remedy = answer.object("error").objects("remedies").get(0);
        assertThat(remedy.text("label")).isEqualTo("Use y[:, 0]");
        assertThat(Answers.of(session.lines(remedy.text("program"))).truth("ok"))
                .isTrue();
    }

    @Test
    void aWeightThatTheLossDoesNotUseIsNotLearned() {
        Answers answer = Answers.of(session.lines(AND + "V = randn(3, 3)\n"));
        assertThat(answer.whole("learned")).isEqualTo(3);
        assertThat(answer.list("unused", 1)).containsExactly("V");
    }

    @Test
    void weightsKeepTheirNumbersWhileTheirLineIsTheSame() {
        session.data("circles", 0);
        session.lines(CIRCLES);
        session.train(20);
        double[] w1 = session.model().values("W1");
        double[] w2 = session.model().values("W2");
        session.lines(CIRCLES.replace("tanh(", "tahn("));
        session.lines(CIRCLES.replace("tanh", "relu"));
        assertThat(session.model().values("W1")).containsExactly(w1);
        assertThat(Answers.of(session.status()).whole("iteration")).isZero();
        session.lines(CIRCLES.replace("randn(2, 4)", "randn(2, 4) / 2"));
        assertThat(session.model().values("W1")).isNotEqualTo(w1);
        assertThat(session.model().values("W2")).containsExactly(w2);
        session.startOver();
        assertThat(session.model().values("W2")).isNotEqualTo(w2);
    }

    @Test
    void oneGoesBackToTheSameBits() {
        Session session = circles();
        session.train(300);
        double[] losses = session.model().losses();
        double[] norms = session.model().norms(0);
        double[] end = session.model().values("W1");
        session.goTo(137);
        assertThat(Answers.of(session.status()).number("loss")).isEqualTo(losses[137]);
        double[] then = session.model().values("W1");
        session.goTo(300);
        assertThat(session.model().values("W1")).containsExactly(end);
        session.goTo(137);
        assertThat(session.model().values("W1")).containsExactly(then);
        session.train(163);
        assertThat(session.model().losses()).containsExactly(losses);
        assertThat(session.model().norms(0)).containsExactly(norms);
        assertThat(session.model().values("W1")).containsExactly(end);
    }

    @Test
    void longTrainingRemembersOnlySome() {
        Session session = new Session();
        session.lines(AND);
        session.train(3000);
        double[] losses = session.model().losses();
        for (int iteration : new int[] {2999, 1, 1234, 0, 2048}) {
            session.goTo(iteration);
            assertThat(Answers.of(session.status()).number("loss")).isEqualTo(losses[iteration]);
        }
    }

    @Test
    void otherHandlesCountFromHereOn() {
        Session session = circles();
        session.train(50);
        session.optimizer("SGD", 0.5);
        session.train(50);
        double[] losses = session.model().losses();
        session.goTo(20);
        session.goTo(80);
        assertThat(Answers.of(session.status()).number("loss")).isEqualTo(losses[80]);
        session.goTo(20);
        session.train(30);
        assertThat(session.model().losses()).as("SGD from 20 on").hasSize(51).isNotEqualTo(Arrays.copyOf(losses, 51));
    }

    @Test
    void changedNumbersCanBeTakenBack() {
        Session session = circles();
        session.train(40);
        double[] before = session.model().values("b2");
        double[] losses = session.model().losses();
        String unchanged = session.address("");
        assertThat(Answers.of(session.set("b2", new double[] {5})).truth("ok")).isTrue();
        assertThat(session.model().values("b2")).containsExactly(5);
        assertThat(session.model().losses()[40]).isNotEqualTo(losses[40]);
        String changed = session.address("");
        session.set("x", new double[240]);
        assertThat(session.model().values("x")).containsOnly(0);
        session.open(changed);
        assertThat(session.model().values("b2")).containsExactly(5);
        session.open(unchanged);
        assertThat(session.model().values("b2")).containsExactly(before);
        assertThat(session.model().losses()).containsExactly(losses);
        session.train(5);
        assertThat(session.model().losses()).startsWith(losses);
        assertThat(Answers.of(session.set("b2", new double[] {1, 2})).text("message"))
                .isEqualTo("b2 takes 1 finite number.");
    }

    @Test
    void trainingStopsAtANumberThatIsNone() {
        session.data("line", 0);
        session.optimizer("SGD", 50);
        session.lines("W = ones(1, 1); b = zeros(1)\nJ = MseLoss((x @ W + b)**3, y)");
        double[] losses = session.train(1000);
        assertThat(losses).hasSizeLessThan(1000);
        Answers status = Answers.of(session.status());
        assertThat(status.truth("finite")).isFalse();
        assertThat(losses).endsWith(Double.POSITIVE_INFINITY);
        assertThat(status.list("eyebrow", 2)).containsExactly("Diverged", "∞ at iteration " + losses.length);
        assertThat(status.text("sentence")).startsWith("«J» rose from ").endsWith(" and is ∞: «η» is too large.");
        session.goTo(status.whole("bestAt"));
        assertThat(Answers.of(session.status()).truth("finite")).isTrue();
    }

    @Test
    void theTraceIsOfThisIterationAndNothingAdvances() {
        Session session = circles();
        session.train(10);
        String trace = session.model().trace(true).orElseThrow().graph();
        assertThat(session.model().trace(true).orElseThrow().graph()).isEqualTo(trace);
        assertThat(trace).contains("\"phase\":\"UPDATE\"").contains("\"format\":\"gradus-trace\"");
        double loss = session.train(1)[0];
        session.goTo(10);
        assertThat(session.model().trace(true)).isPresent();
        assertThat(session.train(1)[0]).isEqualTo(loss);
    }

    @Test
    void gradientsAreChecked() {
        Session session = circles();
        session.train(10);
        Answers check = Answers.of(session.check());
        assertThat(check.truth("ok")).isTrue();
        assertThat(check.whole("counted")).isEqualTo(17);
        assertThat(check.text("text"))
                .startsWith("all 17 gradients checked against finite differences, largest error ")
                .contains("·10⁻");
        assertThat(session.model().trace(true).orElseThrow().graph()).contains("PASS");
    }

    @Test
    void aWrongRuleIsNamed() {
        session.data("line", 0);
        session.task("rule");
        String lines = """
                def cube(x): return x**3
                grad cube: 2 * x**2
                W = [[0.7]]
                ŷ = cube(x @ W)
                J = MseLoss(ŷ, y)
                """;
        session.lines(lines);
        Answers check = Answers.of(session.check());
        assertThat(check.truth("ok")).isFalse();
        assertThat(check.objects("guilty").get(0).text("rule")).isEqualTo("cube");
        assertThat(check.text("text")).startsWith("The rule of «cube» is wrong: ");
        assertThat(Answers.of(session.answer("W")).truth("solved")).isFalse();
        assertThat(Answers.of(session.answer("cube")).truth("solved")).isTrue();
        session.lines(lines.replace("2 * x**2", "3 * x**2"));
        assertThat(Answers.of(session.check()).truth("ok")).isTrue();
        assertThat(Answers.of(session.status()).text("sentence"))
                .isEqualTo("Solved: all rules agree with finite differences.");
    }

    @Test
    void aRuleOfAnotherSize() {
        Answers answer = Answers.of(session.lines("def f(a): return a**2\ngrad f: [[1, 2, 3]]\nJ = sum(f(x))"));
        assertThat(answer.object("error").text("message"))
                .isEqualTo("The size of this rule is 1 × 3, but the size of «a» is 4 × 2.");
        assertThat(answer.object("error").whole("line")).isEqualTo(1);
    }

    @Test
    void theFieldIsThePrediction() {
        Session session = circles();
        session.train(30);
        double[] field = session.model().field(-1, 1, -1, 1, 3);
        assertThat(field).hasSize(9);
        double[] w1 = session.model().values("W1");
        assertThat(w1).hasSize(8);
        session.drawn(new double[] {-1, 1, 0, 0, 0, 1, 1, -1, 0});
        assertThat(session.model().values("W1"))
                .as("points of the same plane, other source")
                .isNotEqualTo(w1);
        double[] other = session.model().field(-1, 1, -1, 1, 3);
        double[] at = session.model().values("ŷ");
        assertThat(at).containsExactly(other[0], other[4], other[8]);
    }

    @Test
    void aFitIsAFieldOfOneRow() {
        session.data("line", 0);
        session.lines("W = [[2]]; b = [1]\nŷ = x @ W + b\nJ = MseLoss(ŷ, y)");
        assertThat(session.model().field(0, 1, 0, 0, 3)).containsExactly(1, 2, 3);
        assertThat(session.model().points()).hasSize(80);
    }

    @Test
    void aLogitIsShownAsAProbability() {
        session.lines("W = zeros(2, 1)\nz = x @ W\nJ = BinaryCrossEntropyLoss(z, y)");
        assertThat(session.model().field(-1, 1, -1, 1, 2)).containsOnly(0.5);
        assertThat(Answers.of(session.status()).whole("wrong")).isEqualTo(1);
    }

    @Test
    void linesThatKnowTheirRowsHaveNoField() {
        session.lines("W = zeros(2, 1)\nŷ = sigmoid((x @ W).reshape(4, 1))\nJ = MseLoss(ŷ, y)");
        assertThat(session.model().field(-1, 1, -1, 1, 5)).isEmpty();
    }

    @Test
    void everyNodeIsKnownWhileItTrains() {
        Session session = circles();
        session.train(7);
        Answers answer = Answers.of(session.lines(CIRCLES));
        for (Answers node : answer.object("graph").objects("nodes")) {
            double[] numbers = session.model().numbers(node.whole("id"));
            assertThat(numbers).isNotEmpty();
            if (!node.text("name").isEmpty()) {
                assertThat(numbers).containsExactly(session.model().values(node.text("name")));
            }
            assertThat(session.model().gradient(node.whole("id"))).hasSize(node.truth("need") ? numbers.length : 0);
        }
        assertThat(session.model().predicted()).containsExactly(session.model().values("ŷ"));
        double slope = (session.model().nudged("b2", 0, 1e-6) - session.model().nudged("b2", 0, -1e-6)) / 2e-6;
        assertThat(session.model().norms(7)[3])
                .isCloseTo(Math.abs(slope), org.assertj.core.api.Assertions.within(1e-8));
        double[] before = session.model().numbers(answer.object("graph").whole("objective"));
        session.train(1);
        assertThat(session.model().numbers(answer.object("graph").whole("objective")))
                .isNotEqualTo(before);
        assertThat(session.model().numbers(99)).isEmpty();
        assertThat(session.model().nudged("none", 0, 1)).isNaN();
    }

    @Test
    void aTaskIsSolvedByFalling() {
        session.lines(AND);
        session.task("loss<0.05;Now faster.");
        Answers task = Answers.of(session.status()).object("task");
        assertThat(task.truth("solved")).isFalse();
        assertThat(task.text("text")).isEqualTo("Make the loss fall below 0.05.");
        session.train(200);
        double done = Answers.of(session.status()).object("task").number("done");
        session.train(1000);
        Answers solved = Answers.of(session.status()).object("task");
        assertThat(done).isBetween(0.0, 1.0);
        assertThat(solved.truth("solved")).isTrue();
        assertThat(session.model().losses()[solved.whole("solvedAt")]).isLessThan(0.05);
        assertThat(session.model().losses()[solved.whole("solvedAt") - 1]).isGreaterThanOrEqualTo(0.05);
        assertThat(solved.text("sentence")).matches("Solved: the loss is 0\\.0(5|499). Now faster.");
    }

    @Test
    void aShapeIsPredicted() {
        session.lines("a = ones(5, 1); b = ones(1, 3)\nd = a * b\nJ = sum(d)");
        Answers asked = Answers.of(session.task("shape:d"));
        assertThat(asked.object("task").text("text")).isEqualTo("Predict the shape of «d».");
        assertThat(session.lines("a = ones(5, 1); b = ones(1, 3)\nd = a * b\nJ = sum(d) "))
                .contains("\"size\":\"?\"");
        assertThat(Answers.of(session.answer("5")).text("sentence")).isEqualTo("It has more axes than 1.");
        assertThat(Answers.of(session.answer("5 x 1")).text("sentence")).isEqualTo("Axis 1 does not have size 1.");
        assertThat(Answers.of(session.answer("(5, 3)")).text("sentence")).isEqualTo("Solved: «d» is 5 × 3.");
    }

    @Test
    void otherDataThanTheLinesWereWrittenFor() {
        session.lines(AND.replace("[[1.25], [0.28125]]", "randn(2, 1)"));
        Answers answer = Answers.of(session.data("admissions", 0));
        assertThat(answer.truth("ok")).isFalse();
        assertThat(answer.object("error").objects("remedies").get(0).text("label"))
                .isEqualTo("Make W 6 × 1");
    }

    @Test
    void pastedTables() {
        Answers wrong = Answers.of(session.csv("a,b\n1,2\n3,x"));
        assertThat(wrong.text("message")).isEqualTo("Line 3, column 2: “x” is not a number.");
        Answers right = Answers.of(session.csv("a,b,c\n1,2,0\n3,4,1"));
        assertThat(right.object("data").truth("plane")).isTrue();
        assertThat(right.object("data").list("columns", 2)).containsExactly("a", "b");
    }

    @Test
    void labelsThatAreNoneAreAProblemOfTheLine() {
        session.data("names", 0);
        Answers answer = Answers.of(session.lines("W = zeros(3, 5)\nz = x @ W\nJ = cross_entropy(z, y)"));
        assertThat(answer.truth("ok")).isFalse();
        assertThat(answer.object("error").whole("line")).isEqualTo(2);
        assertThat(session.train(1)).isEmpty();
    }

    @Test
    void code() {
        session.lines(AND);
        Answers code = Answers.of(session.model().code());
        assertThat(code.text("numpy")).contains("z = x @ W + b\n");
        assertThat(code.text("java")).contains("x.matMul(W)");
    }
}
