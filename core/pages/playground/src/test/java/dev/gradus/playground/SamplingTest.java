package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Held-out rows, noise and mini-batches: reproducible, in the link, and as the lines say. */
class SamplingTest {
    private static final String CIRCLES = """
            W1 = randn(2, 4); b1 = zeros(4)
            W2 = randn(4, 1); b2 = zeros(1)
            h = tanh(x @ W1 + b1)
            ŷ = sigmoid(h @ W2 + b2)
            J = MseLoss(ŷ, y)
            """;

    private static final String ARMS = """
            W1 = randn(2, 8); b1 = zeros(8)
            W2 = randn(8, 3); b2 = zeros(3)
            h = tanh(x @ W1 + b1)
            z = h @ W2 + b2
            J = cross_entropy(z, y[:, 0])
            """;

    private static Session circles(int heldOut, int noise, int batch) {
        Session session = new Session();
        session.data("circles", 3);
        session.lines(CIRCLES);
        session.optimizer("Adam", 0.05);
        session.sampling(heldOut, noise, batch);
        return session;
    }

    @Test
    void someRowsAreHeldOut() {
        Session session = circles(25, 0, 0);
        Answers answer = Answers.of(session.lines(CIRCLES + " "));
        assertThat(answer.objects("lines").get(2).objects("names").get(0).text("size"))
                .isEqualTo("90 × 4");
        assertThat(answer.object("data").whole("rows")).isEqualTo(120);
        double[] heldOut = session.model().heldOut();
        assertThat(heldOut).hasSize(30).isSorted().doesNotHaveDuplicates();
        assertThat(session.model().points()).hasSize(360);
        assertThat(session.model().predicted()).hasSize(120);
        session.train(300);
        assertThat(session.model().tests()).hasSize(301);
        assertThat(session.model().tests()[300]).isLessThan(session.model().tests()[0]);

        double[] points = session.model().points();
        double[] predicted = session.model().predicted();
        double loss = 0;
        for (double row : heldOut) {
            loss += Math.pow(predicted[(int) row] - points[3 * (int) row + 2], 2) / 60;
        }
        assertThat(session.model().tests()[300]).isCloseTo(loss, within(1e-12));
    }

    @Test
    void allRowsAreInOneBatchOfEachPass() {
        Session session = circles(0, 0, 30);
        double[][] first = new double[8][];
        for (int i = 0; i < 8; i++) {
            first[i] = session.model().values("x");
            assertThat(first[i]).hasSize(60);
            session.train(1);
        }
        double[] all = all(first, 0);
        assertThat(all).containsExactly(all(first, 4));
        session.sampling(0, 0, 0);
        double[] whole = session.model().values("x");
        Arrays.sort(whole);
        assertThat(all).containsExactly(whole);
        assertThat(first[0]).isNotEqualTo(first[4]);
    }

    private static double[] all(double[][] batches, int from) {
        return IntStream.range(from, from + 4)
                .mapToObj(i -> batches[i])
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
    }

    @Test
    void theTraceIsOfTheBatch() {
        Session session = circles(0, 0, 10);
        session.train(7);
        double[] losses = session.model().losses();
        assertThat(session.model()
                        .numbers(Answers.of(session.lines(CIRCLES))
                                .object("graph")
                                .whole("objective")))
                .containsExactly(losses[7]);
        assertThat(session.model().trace(true).orElseThrow().graph()).contains("10");
        session.goTo(3);
        session.train(4);
        assertThat(session.model().losses()).containsExactly(losses);
    }

    @Test
    void aLinkHasTheSameBits() {
        Session session = circles(20, 30, 12);
        session.train(50);
        Session other = new Session();
        other.open(session.address(""));
        assertThat(other.model().losses()).containsExactly(session.model().losses());
        assertThat(other.model().tests()).containsExactly(session.model().tests());
        assertThat(other.model().points()).containsExactly(session.model().points());
        assertThat(other.train(20)).containsExactly(session.train(20));
        assertThat(other.address("")).isEqualTo(session.address(""));
    }

    @Test
    void noiseMovesPointsAndStaysWhenOneIsDrawn() {
        Session session = circles(0, 20, 0);
        double[] noisy = session.model().points();
        assertThat(noisy).isNotEqualTo(circles(0, 0, 0).model().points());
        assertThat(noisy).containsExactly(circles(0, 20, 10).model().points());
        Answers answer = Answers.of(session.drawn(Arrays.copyOf(noisy, 300)));
        assertThat(answer.object("sampling").whole("noise")).isZero();
        assertThat(session.model().points()).containsExactly(Arrays.copyOf(noisy, 300));
    }

    @Test
    void aNumberOfABatchIsChangedWhereItBelongs() {
        Session session = circles(50, 0, 10);
        double[] before = session.model().points();
        double[] x = session.model().values("x");
        double old = x[4];
        x[4] = 9;
        String unchanged = session.address("");
        session.set("x", x);
        double[] after = session.model().points();
        int at = IntStream.range(0, before.length)
                .filter(i -> before[i] != after[i])
                .sum();
        assertThat(before[at]).isEqualTo(old);
        assertThat(after[at]).isEqualTo(9);
        assertThat(session.model().values("x")).containsExactly(x);
        session.open(unchanged);
        assertThat(session.model().points()).containsExactly(before);
    }

    @Test
    void positionsOfATextStayTogether() {
        Session session = new Session();
        session.example("attention");
        Answers answer = Answers.of(session.sampling(50, 0, 4));
        assertThat(answer.object("sampling").truth("possible")).isFalse();
        assertThat(answer.truth("ok")).isTrue();
        assertThat(session.model().heldOut()).isEmpty();
        assertThat(Answers.of(session.sampling(95, 0, 0)).text("message")).startsWith("At most 90 %");
    }

    @Test
    void threeClassesAreRegionsOfThePlane() {
        Session session = new Session();
        session.data("arms", 1);
        Answers answer = Answers.of(session.lines(ARMS));
        assertThat(answer.object("data").whole("classes")).isEqualTo(3);
        session.optimizer("Adam", 0.05);
        session.train(400);
        double[] field = session.model().field(-1, 1, -1, 1, 5);
        assertThat(field).hasSize(75);
        assertThat(field[0] + field[1] + field[2]).isCloseTo(1, within(1e-12));
        assertThat(Answers.of(session.status()).whole("wrong")).isLessThan(12);
        double[] points = session.model().points();
        session.drawn(points);
        assertThat(session.model().program().problem()).isEmpty();
    }

    @Test
    void hiddenUnitsHaveMapsAndLines() {
        Session session = circles(0, 0, 0);
        assertThat(session.model().layers()).isEqualTo("[{\"name\":\"h\",\"op\":\"Tanh\",\"units\":4}]");
        double[] maps = session.model().units(-1, 1, -1, 1, 7);
        double[] line = session.model().unit(0, 2, -1, 1, -1, 1, 7);
        assertThat(maps).hasSize(4 * 49);
        for (int place = 0; place < 49; place++) {
            assertThat(maps[4 * place + 2]).isCloseTo(Math.tanh(line[place]), within(1e-12));
        }
        assertThat(session.model().unit(1, 0, -1, 1, -1, 1, 7)).isEmpty();
    }

    @Test
    void namesAreSpelled() {
        Session session = new Session();
        session.example("characters");
        session.train(150);
        String names = session.model().spelled(6);
        assertThat(names)
                .matches("\\[(\"[a-z]{0,12}\",?){6}]")
                .isEqualTo(session.model().spelled(6));
        session.example("circles");
        assertThat(session.model().spelled(6)).isEqualTo("[]");
    }

    @Test
    void otherBeginningsAreTried() {
        Session session = circles(0, 0, 0);
        double[] losses = session.train(40);
        Answers same = Answers.of(session.beginning(7, 40, 0));
        assertThat(same.number("loss")).isEqualTo(losses[39]);
        Answers other = Answers.of(session.beginning(8, 2000, 0.05));
        assertThat(other.number("loss")).isLessThan(0.05);
        assertThat(other.whole("iteration")).isLessThan(2000);
        assertThat(session.model().iteration()).isEqualTo(40);
    }
}
