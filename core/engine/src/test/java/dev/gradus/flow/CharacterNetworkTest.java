package dev.gradus.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.Stack;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A. Karpathy's network that predicts the next character ("The unreasonable effectiveness of recurrent neural networks",
 * 2015): h ← tanh(x W + h U + b), with the scores h V + c of all characters.
 */
class CharacterNetworkTest {
    private static final String TEXT = "the quick brown fox jumps over the lazy dog ";
    private static final int HIDDEN = 20;
    private static final int CHARACTERS = 27;

    private final NumpyRandom random = NumpyRandom.seed(0);
    private final Parameter w = weights("W", CHARACTERS, HIDDEN);
    private final Parameter u = weights("U", HIDDEN, HIDDEN);
    private final Parameter v = weights("V", HIDDEN, CHARACTERS);
    private final Parameter b = Parameter.of("b", Tensor.zeros(1, HIDDEN));
    private final Parameter c = Parameter.of("c", Tensor.zeros(1, CHARACTERS));
    private final Constant start = Constant.of(Tensor.zeros(1, HIDDEN));

    private Parameter weights(String name, int rows, int columns) {
        return Parameter.of(name, random.normal(0, 0.3, Shape.of(rows, columns)));
    }

    private Node next(Node h, Node character) {
        return character.matMul(w).add(h.matMul(u)).add(b).tanh();
    }

    private static double character(int index) {
        char at = TEXT.charAt(index % TEXT.length());
        return at == ' ' ? CHARACTERS - 1 : at - 'a';
    }

    private Run run(Node scores, Input text, int steps) {
        Input following = Input.of("following", steps);
        return Run.of(Graph.of(new CrossEntropyLoss(scores, following)))
                .feed(text, Tensor.generate(Shape.of(steps), CharacterNetworkTest::character))
                .feed(following, Tensor.generate(Shape.of(steps), index -> character(index + 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 1000})
    void learnsAsTheNetworkWrittenOut(int steps) {
        Input text = Input.of("text", steps);
        Node characters = text.oneHot(CHARACTERS).reshape(steps, 1, CHARACTERS);
        Scan scan = Scan.over("x", characters, 0).carry("h", start).body(this::next);
        Run one = run(scan.output().reshape(steps, HIDDEN).matMul(v).add(c), text, steps);
        Node h = start;
        List<Node> all = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            h = next(h, characters.select(0, step));
            all.add(h);
        }
        Run other = run(new Stack(0, all).reshape(steps, HIDDEN).matMul(v).add(c), text, steps);
        for (int update = 0; update < 3; update++) {
            assertThat(one.forward()).isEqualTo(other.forward());
            one.backward();
            other.backward();
            for (Parameter parameter : List.of(w, u, v, b, c)) {
                assertThat(one.gradient(parameter)).as(parameter.label()).isEqualTo(other.gradient(parameter));
                one.update(parameter, CharacterNetworkTest::descend);
                other.update(parameter, CharacterNetworkTest::descend);
            }
        }
        assertThat(one.plan().ops()).isLessThan(60);
    }

    private static void descend(double[] value, double[] gradient) {
        for (int i = 0; i < value.length; i++) {
            value[i] -= 0.1 * gradient[i];
        }
    }
}
