package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** Bytes that pass the check and mean nothing: the check is no lock. */
    @Property(tries = 100)
    void hostileBytesAreRefusedOrOpened(@ForAll byte[] bytes, @ForAll @IntRange(max = 200) int at, @ForAll byte one) {
        opens(Address.sealed(bytes));
        Session session = new Session();
        session.example("rule");
        byte[] state = Address.opened(session.address("p"));
        state[at % state.length] = one;
        opens(Address.sealed(state));
    }

    private static void opens(String address) {
        Session session = new Session();
        Answers answer = Answers.of(session.open(address));
        assertThat(answer.has("message") || answer.has("lines")).isTrue();
        session.train(1);
    }

    private static void refused(String text) {
        Answers answer = Answers.of(new Session().open(text));
        assertThat(answer.truth("ok")).isFalse();
        assertThat(answer.text("message")).startsWith("This link ").endsWith(".");
    }
}
