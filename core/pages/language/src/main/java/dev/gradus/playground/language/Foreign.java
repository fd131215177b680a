package dev.gradus.playground.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What libraries write that this language does not read, and what to write instead. */
final class Foreign {
    private static final String KERAS =
            "Keras describes a network as a list of layers. Here each layer is a line, such as h = relu(x @ W1 + b1).";
    private static final String SKLEARN =
            "scikit-learn hides the network. Here its formula is written in lines, such as z = x @ W + b.";
    private static final String PANDAS = "A table is pasted into the data of the page, whose columns are x and y here.";
    private static final String LOOPS =
            "The page trains and differentiates by itself. Write the lines of the loss only.";
    private static final String LAMBDA = "A function is written as def f(x): return x**2.";
    private static final String EACH =
            "Operations apply to whole arrays, without a loop over their elements, as in mean((f - y)**2).";
    private static final String CHOICE = "A choice for each element is where(x > 0, a, b).";
    private static final String MASKS = "For masks, “and” is a * b, “or” is maximum(a, b), and “not” is 1 - a.";
    private static final String MATLAB = "In MATLAB w' is the transpose of w. Write w.T here.";

    private static final Map<String, String> BY_WORD = Map.ofEntries(
            Map.entry("lambda", LAMBDA),
            Map.entry("for", EACH),
            Map.entry("if", CHOICE),
            Map.entry("&", MASKS),
            Map.entry("~", MASKS),
            Map.entry("!", MASKS),
            Map.entry("keras", KERAS),
            Map.entry("Dense", KERAS),
            Map.entry("tf", KERAS),
            Map.entry("tensorflow", KERAS),
            Map.entry("compile", KERAS),
            Map.entry("sklearn", SKLEARN),
            Map.entry("LinearRegression", SKLEARN),
            Map.entry("LogisticRegression", SKLEARN),
            Map.entry("MLPClassifier", SKLEARN),
            Map.entry("MLPRegressor", SKLEARN),
            Map.entry("fit", SKLEARN),
            Map.entry("pd", PANDAS),
            Map.entry("DataFrame", PANDAS),
            Map.entry("jax", LOOPS),
            Map.entry("value_and_grad", LOOPS),
            Map.entry("optax", LOOPS),
            Map.entry("GradientTape", LOOPS));

    private Foreign() {}

    /** The problem with the sentence for the library that its line comes from, without remedies; or as it is. */
    static Problem named(Problem problem, List<Token> line, Builder program) {
        Optional<String> sentence = line.stream()
                .filter(token -> program.value(token.text()).isEmpty()
                        && program.function(token.text()).isEmpty())
                .flatMap(token -> Optional.ofNullable(BY_WORD.get(token.text())).stream())
                .findFirst();
        if (problem.head().equals("unterminated string")
                && isTransposed(problem.span().from(), program.text())) {
            int at = problem.span().from();
            return Problem.at(new Span(at, at + 1), "another language", MATLAB)
                    .mendedBy("Write .T", new Span(at, at + 1), ".T");
        }
        return sentence.map(said -> Problem.at(problem.span(), "another language", said))
                .orElse(problem);
    }

    /** Whether a quote stands directly behind a name or a bracket. */
    private static boolean isTransposed(int at, String text) {
        char before = at > 0 ? text.charAt(at - 1) : ' ';
        return text.charAt(at) == '\'' && (Character.isLetterOrDigit(before) || before == ')' || before == ']');
    }
}
