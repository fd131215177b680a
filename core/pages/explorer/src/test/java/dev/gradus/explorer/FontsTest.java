package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pages and pictures bring along the fonts that they are measured with. */
class FontsTest {
    @Test
    void whatAPageSaysIsInItsFonts() {
        for (Map.Entry<String, Explorer> page : Pages.all().entrySet()) {
            String foreign = page.getValue()
                    .html()
                    .codePoints()
                    .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.FORMAT)
                    .filter(point -> Face.SANS.file(point).isEmpty()
                            || Face.NAMES.file(point).isEmpty())
                    .mapToObj(Character::toString)
                    .distinct()
                    .collect(Collectors.joining(" "));
            assertThat(foreign).as(page.getKey()).isEmpty();
        }
    }

    @Test
    void aFileIsBroughtAlongWhereACharacterOfItIsUsed() {
        String lesson = Pages.and().html();
        assertThat(rules(lesson)).isEqualTo(11);
        assertThat(lesson).contains("SIL Open Font License").doesNotContain("U+c0");
        Parameter w = Parameter.of("Gewicht für Größe", Tensor.of(new double[] {1, 2}));
        Run run = Run.of(Graph.of(w.square().sum().named("J")));
        assertThat(Explorer.of(run).html()).contains("U+d8-");
        String svg = Diagram.of(Graph.of(w.square())).svg();
        assertThat(svg)
                .contains("SIL Open Font License")
                .contains("'Gradus Names'; font-weight: 400; font-style: italic");
        assertThat(rules(svg)).isBetween(3, 5);
    }

    private static int rules(String text) {
        return text.split("@font-face", -1).length - 1;
    }

    /** A picture that is part of a page has the page's fonts. */
    @Test
    void noFileIsBroughtAlongTwice() {
        String page = Pages.and().html();
        List<String> files = new ArrayList<>();
        for (String rule : page.split("@font-face", -1)) {
            files.add(rule.substring(0, rule.indexOf('}') + 1));
        }
        assertThat(files).doesNotHaveDuplicates();
        assertThat(page.lastIndexOf("@font-face")).isLessThan(page.indexOf("</style>"));
    }

    @Test
    void noCharacterIsInTwoFilesOfOneFont() {
        for (FontFile one : FontFile.ALL) {
            for (FontFile other : FontFile.ALL) {
                if (!one.name().equals(other.name())
                        && one.family().equals(other.family())
                        && one.weight().equals(other.weight())) {
                    assertThat(other.widths().keySet())
                            .as(one.name() + " and " + other.name())
                            .doesNotContainAnyElementsOf(one.widths().keySet());
                }
            }
        }
    }

    @Test
    void digitsOfTablesAndCodeAreOfOneWidth() {
        for (FontFile file : FontFile.ALL) {
            if (file.has('0') && List.of("Gradus Sans", "Gradus Mono").contains(file.family())) {
                assertThat("0123456789".chars().map(file.widths()::get).distinct())
                        .as(file.name())
                        .hasSize(1);
            }
        }
        assertThat(Metrics.width("−0.5", 10)).isEqualTo(Metrics.width("+0.5", 10));
    }

    @Test
    void theLicenceStandsBesideTheFonts() throws Exception {
        try (InputStream in = FontFile.class.getResourceAsStream("fonts/OFL.txt")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("SIL OPEN FONT LICENSE Version 1.1")
                    .contains("The STIX Fonts Project Authors")
                    .contains("Google LLC");
        }
    }

    /** Other machines have other fonts for these; the picture leaves room for the widest. */
    @Test
    void namesInOtherScriptsKeepClearOfEachOther() {
        Diagram diagram = Diagram.of(inOtherScripts());
        Geometry.check(diagram.scene());
        assertThat(Face.NAMES.width("权重", 10)).isBetween(20.0, 30.0);
    }

    static Run inOtherScripts() {
        Input x = Input.of("输入", Shape.of(4, 2).named("批量", "特征"));
        Parameter W = Parameter.of("权重", Tensor.ones(Shape.of(2, 3)).named("特征", "вывод"));
        Parameter b = Parameter.of("смещение", Tensor.zeros(1, 3));
        Node h = x.matMul(W).add(b).named("隐藏层").sigmoid().named("ניחוש");
        return Run.of(Graph.of(h.mean().named("損失"))).feed(x, Tensor.ones(4, 2));
    }
}
