package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The quiz asks for shape, formula and one number, tells none of them before, and names the mistake in an answer. */
@Tag("long")
class PageQuizTest extends PagesInBrowser {
    @BeforeEach
    void openTheLesson() throws Exception {
        browser.size(1440, 900).show("and");
    }

    /** Takes the choice that is written so, spaces aside. */
    private void choose(String words) {
        browser.run("""
                const choice = [...document.querySelectorAll('[data-choice]')].find(button => button.textContent.replace(/\\s/g, '') === arguments[0]);
                if (!choice) throw new Error('no choice ' + arguments[0] + ' but ' + document.getElementById('ex').textContent);
                choice.click();
                return '';
                """, words.replace(" ", ""));
    }

    private void answer(String number) {
        browser.run(
                "document.getElementById('number').value = arguments[0];"
                        + "document.getElementById('answer').requestSubmit(); return '';",
                number);
    }

    /** Turns the quiz on and answers shape and formula of this step rightly. */
    private void askForNumber(int step, String shape, String formula) {
        click("#quiz");
        browser.run("gradus.go(arguments[0]); return '';", step);
        choose(shape);
        choose(formula);
    }

    @Test
    void quizNamesWhatIsWrongWithAShapeOrAFormula() {
        click("#quiz");
        browser.run("gradus.go(15); return '';");
        assertThat(browser.run("return document.querySelector('#stage [role=grid]').textContent;")
                        .toString())
                .doesNotContain("0.0284");
        choose("1×2");
        assertThat(textOf("verdict")).contains("has the shape of its value: 2 × 1");
        choose("2×1");
        choose("x∂J/∂z");
        assertThat(textOf("verdict")).contains("transpose is missing");
        choose("x⊤∂J/∂z");
        assertThat(textOf("ex")).contains("to 4 decimals?");
    }

    @Test
    void quizNamesTheMistakeThatGivesANumber() {
        askForNumber(15, "2×1", "x⊤∂J/∂z");
        answer("-0.0284");
        assertThat(textOf("verdict")).contains("sign");
        answer("0.0349");
        assertThat(textOf("verdict")).contains("forgets a sum");
        answer("5");
        assertThat(textOf("verdict")).contains("term by term");
        answer("0.028");
        assertThat(textOf("verdict")).isEqualTo("Right as far as it goes: give 4 decimals.");
        answer("0.0284");
        assertThat(browser.run("return document.querySelector('#stage [role=grid]').textContent;")
                        .toString())
                .contains("0.0284");
    }

    /** Two examples of two features: only then do the shapes meet without the transpose. */
    @Test
    void quizNamesAMissingTransposeByItsNumber() throws Exception {
        Input x = Input.of("x", 2, 2), y = Input.of("y", 2, 1);
        Parameter W = Parameter.of("W", Tensor.of(new double[][] {{1.2}, {0.3}}));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
        Node z = x.matMul(W).add(b).named("z");
        Run run = Run.builder(Graph.of(new MseLoss(z.sigmoid().named("ŷ"), y).named("J")))
                .gradients(z)
                .build()
                .feed(x, new double[][] {{1, 2}, {0.5, -1}})
                .feed(y, new double[][] {{0}, {1}});
        run.forward();
        run.backward();
        double untransposed = 0.5 * run.gradient(z).get(0, 0) - run.gradient(z).get(1, 0);
        browser.show(Explorer.of(GradientDescent.of(1).trace(run)));
        askForNumber(15, "2×1", "x⊤∂J/∂z");
        answer(String.format(Locale.ROOT, "%.4f", untransposed));
        assertThat(textOf("verdict")).contains("transpose");
    }

    /** Only another question takes its place. */
    @Test
    void answerThatIsHalfTypedStays() {
        askForNumber(15, "2×1", "x⊤∂J/∂z");
        browser.press("0.");
        String field =
                "const field = document.getElementById('number'); return field && `${field.value} ${field === document.activeElement}`;";
        for (String event : List.of("pointerover", "pointerleave", "pointerover")) {
            browser.run(
                    "document.querySelector('#stage td[data-c]').dispatchEvent(new PointerEvent(arguments[0], { bubbles: true }));"
                            + "document.querySelector('#stage').dispatchEvent(new PointerEvent(arguments[0]));",
                    event);
            assertThat(browser.run(field)).as(event).isEqualTo("0. true");
        }
        assertThat(browser.run("return document.querySelectorAll('#stage .sel').length;"))
                .as("the cell is lit all the same")
                .isEqualTo(1L);
        click("#stage td[data-c]");
        browser.run("gradus.go(15, 1); return '';");
        browser.run("document.getElementById('number').focus();");
        browser.press(Keys.END, "0284", Keys.ENTER);
        assertThat(textOf("ex")).startsWith("Right.");
        browser.run("gradus.go(17);");
        assertThat(textOf("ex")).startsWith("Which shape");
    }

    @Test
    void quizTakesNoAnswerForNoKnownMistake() {
        askForNumber(15, "2×1", "x⊤∂J/∂z");
        answer(" ");
        assertThat(textOf("verdict")).contains("term by term").doesNotContain("forgets");
    }

    @Test
    void quizNamesAMissingLocalFactor() {
        askForNumber(11, "4×1", "∂J/∂ŷ∗σ′(z)");
        answer("0.1426");
        assertThat(textOf("verdict")).contains("leaves out the local factor");
    }

    /** Each of the usual mistakes can be made where it applies, and is called what it is. */
    @Test
    void everyMistakeInAFormulaCanBeChosenAndIsNamed() {
        assertThat(mistakes(15, "2×1", "x⊤∂J/∂z"))
                .containsExactlyInAnyOrder(
                        "−x⊤∂J/∂z: The sign is the wrong way round.",
                        "x∂J/∂z: A transpose is missing: 4 × 2 and 4 × 1 do not meet.",
                        "xt∂J/∂zt: That forgets a sum.",
                        "∂J/∂z: That leaves out the local factor x⊤.");
        assertThat(mistakes(11, "4×1", "∂J/∂ŷ∗σ′(z)"))
                .containsExactlyInAnyOrder(
                        "−∂J/∂ŷ∗σ′(z): The sign is the wrong way round.",
                        "∂J/∂ŷ: That leaves out the local factor ŷ ∗ (1 − ŷ).");
        assertThat(mistakes(17, "1×1", "Σt∂J/∂z"))
                .containsExactlyInAnyOrder("−Σt∂J/∂z: The sign is the wrong way round.", "∂J/∂z: That forgets a sum.");
    }

    /** Chooses all wrong formulas of a step and the right one in the end; what is said of the wrong ones. */
    private List<String> mistakes(int step, String shape, String right) {
        browser.run("""
                const quiz = document.getElementById('quiz');
                if (quiz.ariaPressed === 'false') quiz.click();
                gradus.go(arguments[0]);
                """, step);
        choose(shape);
        Object said = browser.run("""
                const words = choice => choice.textContent.replace(/\\s/g, '');
                return [...document.querySelectorAll('[data-choice]')].filter(choice => words(choice) !== arguments[0]).map(choice => {
                  choice.click();
                  return `${words(choice)}: ${document.getElementById('verdict').textContent}`;
                });
                """, right);
        choose(right);
        assertThat(textOf("ex")).contains("to 4 decimals?");
        return ((List<?>) said).stream().map(String::valueOf).toList();
    }

    @Test
    void nameThatIsAFormulaIsNotAskedFor() {
        click("#quiz");
        browser.run("gradus.go(1);");
        choose("4×1");
        assertThat(textOf("ex")).startsWith("And its element").contains("to 4 decimals?");
    }

    /** What is visible of the result: its shape, its formula and code, its number. */
    private static final String TOLD = """
            const seen = all => [...document.querySelectorAll(all)].some(part => part.checkVisibility({ visibilityProperty: true }) && part.textContent.trim());
            return [seen('#stage .cap.asked .shp') || seen('#stage .gr.asked'),
              seen('#equations .now .rhs') || seen('.code .now code'),
              [...document.querySelectorAll('#stage .gr, #line, #live, #graph')].some(part => part.textContent.includes(arguments[0]))].join();
            """;

    @Test
    void nothingTellsWhatIsAskedFor() {
        click("#quiz");
        for (String[] step : new String[][] {{"15", "2×1", "x⊤∂J/∂z", "0.0284"}, {"3", "4×1", "σ(z)", "0.8221"}}) {
            browser.run("gradus.go(Number(arguments[0]));", step[0]);
            assertThat(browser.run(TOLD, step[3])).as("asked for the shape").isEqualTo("false,false,false");
            choose(step[1]);
            assertThat(browser.run(TOLD, step[3])).as("asked for the formula").isEqualTo("true,false,false");
            choose(step[2]);
            assertThat(browser.run(TOLD, step[3])).as("asked for the number").isEqualTo("true,true,false");
            answer(step[3]);
            assertThat(browser.run(TOLD, step[3])).as("answered").isEqualTo("false,true,true");
            assertThat(textOf("ex")).startsWith("Right.");
        }
        browser.run("gradus.go(4);");
        assertThat(browser.run(TOLD, "0.1513")).as("a loss").isEqualTo("false,false,false");
    }

    @Test
    void quizIsAnsweredByKeyboard() {
        browser.run("gradus.go(15); document.getElementById('quiz').focus();");
        browser.press(Keys.ENTER);
        browser.run("document.querySelector('[data-choice]').focus();");
        browser.press(Keys.TAB, Keys.ENTER);
        assertThat(textOf("ex")).startsWith("Which formula");
        browser.press(Keys.TAB, Keys.TAB, Keys.SPACE);
        browser.press("0.0284", Keys.ENTER);
        assertThat(textOf("ex")).startsWith("Right.");
        assertThat(browser.run("return location.hash;")).asString().startsWith("#step=15&quiz=on&answers=");
    }
}
