package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.link.Address;
import dev.gradus.playground.training.Settings;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;

/** A state goes through an address and comes back, to the bits; other texts are refused with a sentence. */
class AddressProperties {
    private static final String LINES = """
            W1 = randn(2, 3); b1 = zeros(3) # « ŷ » “λ”
            W2 = randn(3, 1); b2 = zeros(1)
            ŷ = sigmoid(tanh(x @ W1 + b1) @ W2 + b2)
            J = MseLoss(ŷ, y)
            """;

    @Property(tries = 25)
    void aStateComesBack(
            @ForAll @IntRange(max = 40) int first,
            @ForAll @IntRange(max = 40) int second,
            @ForAll @DoubleRange(min = -5, max = 5) double number,
            @ForAll boolean changesData,
            @ForAll boolean changesLines,
            @ForAll @IntRange(min = -3, max = 100) int seed) {
        Session session = new Session();
        session.data(seed % 2 == 0 ? "circles" : "XOR", seed);
        session.seed(seed);
        session.lines(LINES);
        session.optimizer("Adam", 0.05);
        session.train(first);
        session.set("b2", new double[] {number});
        if (changesData) {
            double[] x = session.model().values("x");
            x[1] = number;
            session.set("x", x);
        }
        session.optimizer("SGD", 0.3);
        session.train(second);
        if (changesLines) {
            session.lines(LINES.replace("tanh", "relu"));
            session.train(second);
        }
        session.goTo(second / 2);
        session.task("loss<0.001;Now « less ».");

        String address = session.address("step=3");
        assertThat(address).matches("[A-Za-z0-9_-]+");
        Session other = new Session();
        Answers answer = Answers.of(other.open(address));
        assertThat(answer.text("page")).isEqualTo("step=3");
        for (String name : new String[] {"x", "y", "W1", "b1", "W2", "b2", "ŷ", "J"}) {
            assertThat(other.model().values(name))
                    .as(name)
                    .containsExactly(session.model().values(name));
        }
        assertThat(other.address("step=3")).isEqualTo(address);
        assertThat(other.train(3)).containsExactly(session.train(3));
    }

    @Example
    void handlesTurnedBeforeTheFirstIterationAreInIt() {
        aStateComesBack(0, 0, 0, false, false, 0);
        aStateComesBack(0, 10, -5, false, false, 24);
    }

    @Example
    void drawnAndPastedDataAreInIt() {
        Session session = new Session();
        session.drawn(new double[] {0.25, -0.5, 1, 1 / 3.0, 7, 0});
        session.lines(LINES);
        Session other = new Session();
        other.open(session.address(""));
        assertThat(other.model().points()).containsExactly(session.model().points());
        session.csv("alter;größe;y\n0,5;1;2");
        other.open(session.address(""));
        assertThat(other.model().values("x")).containsExactly(0.5, 1);
    }

    @Example
    void itIsShort() {
        Session session = new Session();
        session.example("circles");
        session.train(500);
        assertThat(session.address("step")).hasSizeLessThan(400);
    }

    /** The numbers of a late iteration are in the address, and its history is computed later: all bits are those of a replay. */
    @Property(tries = 10)
    void aLateStateIsThereAtOnce(
            @ForAll @IntRange(max = 3) int optimizer,
            @ForAll @IntRange(max = 300) int changed,
            @ForAll @IntRange(min = 1000, max = 1200) int iteration,
            @ForAll boolean changesOptimizer,
            @ForAll boolean turnsAtTheEnd) {
        Session session = new Session();
        session.lines(LINES);
        session.optimizer(Settings.NAMES.get(optimizer), 0.01);
        session.train(changed);
        session.set("b2", new double[] {0.25});
        session.optimizer(Settings.NAMES.get(changesOptimizer ? 3 - optimizer : optimizer), 0.02);
        session.train(iteration - changed);
        if (turnsAtTheEnd) {
            session.optimizer("SGD", 0.3);
        }
        double[] losses = session.model().losses();
        String address = session.address("");
        Session other = new Session();
        Answers answer = Answers.of(other.begin(address));
        assertThat(answer.truth("isThere")).isEqualTo(!turnsAtTheEnd);
        if (!turnsAtTheEnd) {
            assertThat(session.repeats(address)).isZero();
            assertThat(other.model().values("W1"))
                    .containsExactly(session.model().values("W1"));
            assertThat(other.address("")).isEqualTo(address);
            assertThat(other.train(5)).containsExactly(session.train(5));
            other.goTo(7);
            assertThat(other.model().iteration()).as("not known yet").isEqualTo(iteration);
        } else {
            assertThat(session.repeats(address)).isEqualTo(iteration);
        }
        for (int pieces = 0; pieces < 60; pieces++) {
            other.advance(37);
        }
        assertThat(other.model().losses()).startsWith(losses);
        other.goTo(changed + 1);
        session.goTo(changed + 1);
        assertThat(other.model().values("W1")).containsExactly(session.model().values("W1"));
        assertThat(other.address("")).isEqualTo(session.address(""));
        assertThat(other.train(3)).containsExactly(session.train(3));
    }

    /** Numbers of other lines pass the check of a link whose lines were exchanged. */
    @Example
    void numbersThatDoNotFitTheLinesAreRefused() {
        Session session = new Session();
        session.lines(LINES);
        session.train(1000);
        Address state = Address.read(session.address(""));
        for (int length : new int[] {1, state.moment().length - 1, state.moment().length + 1}) {
            Address other = new Address(
                    state.program(),
                    state.data(),
                    state.seed(),
                    state.sampling(),
                    state.first(),
                    state.now(),
                    state.beginning(),
                    state.events(),
                    state.iteration(),
                    state.task(),
                    state.page(),
                    Arrays.copyOf(state.moment(), length));
            refused(other.text());
        }
    }

    @Example
    void aLateStateOfManyWeightsIsRepeated() {
        Session session = new Session();
        session.lines(LINES.replace("3", "300"));
        session.train(1000);
        assertThat(session.address("")).hasSizeLessThan(1000);
        assertThat(session.repeats(session.address(""))).isEqualTo(1000);
    }

    @Property(tries = 100)
    void anyOtherTextIsRefused(@ForAll String text) {
        refused(text);
        refused("1" + text);
    }

    @Property(tries = 100)
    void whatIsCutOffOrChangedIsRefused(
            @ForAll @IntRange(max = 300) int from,
            @ForAll @IntRange(min = 1, max = 20) int length,
            @ForAll @AlphaChars @NumericChars char other) {
        Session session = new Session();
        session.example("and");
        String address = session.address("");
        int start = Math.min(from, address.length() - 1);
        String without = address.substring(0, start) + address.substring(Math.min(address.length(), start + length));
        refused(without);
        if (address.charAt(start) != other) {
            refused(address.substring(0, start) + other + address.substring(start + 1));
        }
    }

    private static void refused(String text) {
        Answers answer = Answers.of(new Session().open(text));
        assertThat(answer.truth("ok")).isFalse();
        assertThat(answer.text("message")).startsWith("This link ").endsWith(".");
    }
}
