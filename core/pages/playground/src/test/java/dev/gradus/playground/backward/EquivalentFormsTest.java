package dev.gradus.playground.backward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.backward.BackwardPass.Mark;
import dev.gradus.playground.backward.BackwardPass.Verdict;
import dev.gradus.playground.language.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Right lines are right in any form. */
class EquivalentFormsTest {
    /** Forms of a right side by the name of the gradient; {n} is the number of rows, {a} a sigmoid's value, {z} its argument. */
    private static final Map<String, String> FORMS =
            Map.of("loss", """
            ({a} - y) / {n}
            ({a} - y) / len(x)
            ({a} - y) / x.shape[0]
            ({a} - y) / y.size
            -(y - {a}) / {n}
            -1 * (y - {a}) / {n}
            1 / {n} * ({a} - y)
            {a} / {n} - y / {n}
            np.subtract({a}, y) / {n}
            ({a} - y) * (1 / len(x))
            np.divide({a} - y, {n})
            (y - {a}) / -{n}
            2 * ({a} - y) * 0.5 / {n}
            (np.add({a}, -y)) / {n}
            """, "sigmoid", """
            {d} * {a} * (1 - {a})
            {a} * (1 - {a}) * {d}
            {d} * ({a} - {a}**2)
            {d} * ({a} - {a} * {a})
            {d} * sigmoid({z}) * (1 - sigmoid({z}))
            np.multiply({d}, {a} * (1 - {a}))
            {d} * sigmoid({z}) * sigmoid(-{z})
            {d} * {a} - {d} * {a}**2
            {d} * np.exp(-{z}) / (1 + np.exp(-{z}))**2
            {d} * (0.25 - ({a} - 0.5)**2)
            -{d} * {a} * ({a} - 1)
            np.einsum('ij,ij->ij', {d}, {a} * (1 - {a}))
            """, "tanh", """
            {d} * (1 - {a}**2)
            {d} * (1 - {a} * {a})
            {d} - {d} * {a}**2
            {d} * (1 - np.tanh({z})**2)
            {d} * (1 - {a}) * (1 + {a})
            {d} / np.cosh({z})**2
            (1 - np.square({a})) * {d}
            {d} * (1 - np.power({a}, 2))
            np.multiply(1 - {a}**2, {d})
            -{d} * ({a}**2 - 1)
            """, "weight", """
            {a}.T @ {d}
            np.dot({a}.T, {d})
            {a}.T.dot({d})
            np.matmul({a}.T, {d})
            {a}.transpose() @ {d}
            np.transpose({a}) @ {d}
            ({d}.T @ {a}).T
            np.einsum('ij,ik->jk', {a}, {d})
            einsum('no,ni->io', {d}, {a})
            np.swapaxes({a}, 0, 1) @ {d}
            {a}.swapaxes(0, 1) @ {d}
            np.tensordot({a}, {d}, axes=((0,), (0,)))
            np.dot({d}.T, {a}).T
            np.einsum('ij,ik->kj', {a}, {d}).T
            ({a}[:, :, None] * {d}[:, None, :]).sum(0)
            np.transpose({d}.T @ {a})
            -({a}.T @ -{d})
            {a}.T @ (2 * {d}) / 2
            """, "bias", """
            {d}.sum(0)
            np.sum({d}, 0)
            np.sum({d}, axis=0)
            {d}.sum(axis=0)
            np.einsum('ij->j', {d})
            {d}.mean(0) * {n}
            np.mean({d}, axis=0) * len(x)
            {d}.T.sum(1)
            {d}.sum(0, keepdims=True).reshape(-1)
            np.sum({d}, axis=0, keepdims=True)[0]
            (np.ones((1, {n})) @ {d})[0]
            np.squeeze(np.sum({d}, axis=0, keepdims=True), 0)
            """, "input", """
            {d} @ {a}.T
            np.dot({d}, {a}.T)
            ({a} @ {d}.T).T
            np.einsum('ik,jk->ij', {d}, {a})
            np.matmul({d}, np.transpose({a}))
            {d}.dot({a}.T)
            np.tensordot({d}, {a}, axes=((1,), (1,)))
            """);

    /** Lesson, gradient, form, and what its letters stand for: d, a, z. */
    private static final String USES = """
            and dŷ loss - ŷ -
            and dz sigmoid dŷ ŷ z
            and dW weight dz x -
            and db bias dz - -
            xor dz2 sigmoid dŷ ŷ z2
            xor dW2 weight dz2 h -
            xor dh input dz2 W2 -
            xor dz1 tanh dh h z1
            xor db1 bias dz1 - -
            circles dW1 weight dz1 x -
            circles dh input dz2 W2 -
            classes dW2 weight dz h -
            classes db2 bias dz - -
            spirals dz loss - ŷ -
            spirals dh1 input dz2 W2 -
            spirals dz2 tanh dh2 h2 z2
            vanishing dz4 sigmoid dh4 h4 z4
            admissions dz loss - ŷ -
            attention dQ weight dq x -
            characters db2 bias dz - -
            """;

    /** Whole passes or parts of them in other forms. */
    private static final String LINES = """
            classes | p = np.exp(z) / np.sum(np.exp(z), axis=1, keepdims=True); dz = (p - np.eye(3)[y[:, 0].astype(int)]) / len(x)
            classes | p = softmax(z, axis=-1); p[range(len(x)), y[:, 0]] -= 1; dz = p / len(x)
            classes | dz = softmax(z, axis=1); dz[np.arange(len(x)), y[:, 0]] -= 1; dz = dz / 120
            classes | dz = softmax(z, axis=1); dz[range(120), y[:, 0]] -= 1; dz /= 120
            classes | e = np.exp(z - z.max(1, keepdims=True)); dz = (e / e.sum(1, keepdims=True) - one_hot(y[:, 0], 3)) / 120
            xor | dW2 = h.T @ ((ŷ - y) / 4 * ŷ * (1 - ŷ))
            xor | dW1 = x.T @ (((ŷ - y) / 4 * ŷ * (1 - ŷ)) @ W2.T * (1 - h**2))
            xor | error = ŷ - y; delta = error * ŷ * (1 - ŷ) / 4; dW2 = h.T @ delta; db2 = delta.sum(0)
            xor | dyhat = (yhat - y) / 4; dz2 = dyhat * yhat * (1 - yhat); dW2 = h.T @ dz2
            xor | dy_hat = (y_hat - y) / 4; dJ_dz2 = dy_hat * y_hat * (1 - y_hat); grad_W2 = h.T @ dJ_dz2; b2_grad = dJ_dz2.sum(0)
            xor | dJ = 1; dŷ = dJ * (ŷ - y) / 4; δz2 = dŷ * ŷ * (1 - ŷ); δW2 = h.T @ δz2
            decay | dW2 = 2 * λ * W2; dŷ = (ŷ - y) / 4; dW2 += h.T @ (dŷ * ŷ * (1 - ŷ))
            decay | dW1 = λ * 2 * W1; dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = np.outer(dz2.ravel(), W2.ravel()); dW1 = dW1 + x.T @ (dh * (1 - h**2))
            shapes | dd = 2 * d; da = np.sum(dd * b, axis=1, keepdims=True); da -= np.sum(dd) / a.size
            shapes | dd = d + d; db = np.sum(a * dd, axis=0)[None, :]
            shapes | dd = 2 * d; db = a.T @ dd
            shapes | dd = 2 * d; da = dd @ b.T - dd.mean() * 3
            attention | p = softmax(z, axis=1); dz = (p - one_hot(y, 4)) / 12; dA = dz @ v.T; dscores = A * dA - A * np.sum(A * dA, axis=1, keepdims=True)
            attention | p = softmax(z, axis=1); dz = (p - one_hot(y, 4)) / 12; dA = dz @ v.T; s = A * dA; ds = s - A * s.sum(1, keepdims=True); dk = (ds / sqrt(8)).T @ q
            attention | p = softmax(z, axis=1); dz = (p - one_hot(y, 4)) / 12; dA = np.einsum('ik,jk->ij', dz, v); dv = np.einsum('ij,ik->jk', A, dz)
            admissions | dz = 1 / len(x) * (1 / (1 + np.exp(-z)) - y); dW = np.dot(x.T, dz)
            admissions | dz = np.where(y == 1, ŷ - 1, ŷ) / 400
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = dh2 * (h2 > 0)
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = np.where(z2 > 0, dh2, 0)
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = np.where(z2 <= 0, 0, dh2)
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = dh2; dz2[z2 <= 0] = 0
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = dh2 * np.heaviside(z2, 0)
            relu | dŷ = (ŷ - y) / 120; dh2 = dŷ @ W3.T; dz2 = dh2 * (z2 >= 0)
            expression | t = tanh(d / 5); dd = 2 * t * (1 - t**2) / 5; da = b * dd; db = a * dd; dc = dd * 1
            expression | u = d / 5; dd = 0.4 * tanh(u) * (1 - tanh(u) * tanh(u)); dc = dd
            rule | dŷ = (ŷ - y) / 40; dz2 = 3 * dŷ * (h @ V)**2; dh = dz2 @ V.T; dz1 = -2 * z1 * exp(-z1**2) * dh
            line | dW = ((ŷ - y) * x).mean().reshape(1, 1); db = np.mean(ŷ - y, axis=0)
            line | dW = (((ŷ - y) * x).sum(0) / 40)[None, :]; db = (ŷ - y).mean(0)
            characters | p = softmax(z, axis=1); dz = (p - one_hot(y, 27)) / len(y); dh = dz @ W2.T; de = (dh * (1 - h**2)) @ W1.T; dC = np.einsum('njk,njl->kl', np.eye(27)[x.astype(int)], de.reshape(-1, 3, 4))
            """;

    @Test
    void noRightFormIsCalledWrong() {
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (String use : USES.strip().split("\n")) {
            String[] words = use.split(" ");
            BackwardPass judge = Passes.of(words[0]);
            String rows = String.valueOf(judge.truth().names().get("x").shape().size(0));
            for (String form : FORMS.get(words[2]).strip().split("\n")) {
                String value = form.replace("{d}", words[3])
                        .replace("{a}", words[4])
                        .replace("{z}", words[5])
                        .replace("{n}", rows);
                String text = before(words[0], words[1]) + words[1] + " = " + value;
                count++;
                check(judge, text, use + ": " + value, wrong);
            }
        }
        for (String line : LINES.strip().split("\n")) {
            String[] cells = line.split(" \\| ");
            count++;
            check(Passes.of(cells[0]), cells[1].replace("; ", "\n"), line, wrong);
        }
        wrong.forEach(System.out::println);
        System.out.println(count + " right forms");
        assertThat(count).isGreaterThanOrEqualTo(200);
        assertThat(wrong).isEmpty();
    }

    /** The lines of a right pass before that of a gradient. */
    private static String before(String lesson, String gradient) {
        StringBuilder before = new StringBuilder();
        for (String line : Passes.all().get(lesson).strip().split("\n")) {
            if (line.startsWith(gradient + " =")) {
                break;
            }
            before.append(line).append('\n');
        }
        return before.toString();
    }

    private static void check(BackwardPass judge, String text, String what, List<String> wrong) {
        List<Verdict> verdicts = judge.judge(text, 0.1).verdicts();
        assertThat(verdicts).hasSize(Scope.lines(text).size());
        for (Verdict verdict : verdicts) {
            if (verdict.fault().isPresent()) {
                wrong.add(what + " at " + verdict.line().name() + ": "
                        + verdict.fault().get());
            }
        }
        Mark last = verdicts.get(verdicts.size() - 1).mark();
        if (last != Mark.RIGHT && wrong.isEmpty()) {
            wrong.add(what + " is only " + last);
        }
    }
}
