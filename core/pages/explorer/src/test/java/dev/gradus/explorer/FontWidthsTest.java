package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A browser draws texts as wide as the table of widths says. */
class FontWidthsTest extends PagesInBrowser {
    private static final String WIDTHS = """
            return arguments[0].map(([family, weight, style, text, size]) => {
                const label = document.getElementById('label');
                label.style.font = `${style} ${weight} ${size}px ${family}`;
                label.textContent = text;
                return label.getComputedTextLength();
            });
            """;

    private static final String FRAME =
            "<!doctype html><meta charset=utf-8><style>%stext { text-rendering: geometricPrecision }</style><svg width=1000 height=100><text id=label y=50></text></svg>";

    private List<?> measured(List<List<Object>> texts) throws Exception {
        browser.size(1000, 200).showHtml(FRAME.formatted(Face.rules(file -> true)));
        return (List<?>) browser.run(WIDTHS, texts);
    }

    @Test
    void everyCharacterIsAsWideAsTheTableSays() throws Exception {
        List<List<Object>> texts = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        for (FontFile file : FontFile.ALL) {
            for (Map.Entry<Integer, Integer> character : file.widths().entrySet()) {
                if (!Character.isSpaceChar(character.getKey())
                        && Character.getType(character.getKey()) != Character.FORMAT) {
                    texts.add(List.of(
                            "'" + file.family() + "', monospace",
                            file.weight(),
                            file.style(),
                            Character.toString(character.getKey()),
                            1000));
                    expected.add(character.getValue() * 1.0);
                }
            }
        }
        List<?> widths = measured(texts);
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            double width = ((Number) widths.get(i)).doubleValue();
            if (Math.abs(width - expected.get(i)) > 1) {
                faults.add(texts.get(i) + " is " + width + ", not " + expected.get(i));
            }
        }
        assertThat(faults).isEmpty();
    }

    /** In small sizes too: whole pixels for each letter would make another width. */
    @Test
    void labelsAreAsWideAsTheyAreMeasured() throws Exception {
        List<List<Object>> texts = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        for (String text : List.of(
                "n_batch = 360", "↕ broadcast", "∂J/∂ŷ = −0.0284", "AVATAR fi Tö", "x₁W + h₀U", "sum to (1, 1)")) {
            for (Face face : Face.values()) {
                for (double size : new double[] {10.08, 12, 15, 21}) {
                    texts.add(List.of(face.css(), "400", face == Face.NAMES ? "italic" : "normal", text, size));
                    expected.add(face.width(text, size));
                }
            }
        }
        List<?> widths = measured(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(((Number) widths.get(i)).doubleValue())
                    .as("%s", texts.get(i))
                    .isCloseTo(expected.get(i), org.assertj.core.data.Offset.offset(0.05));
        }
    }

    @Test
    void namesInOtherScriptsTakeNoMoreThanTheirRoom() throws Exception {
        List<List<Object>> texts = new ArrayList<>();
        List<Double> most = new ArrayList<>();
        for (String text : List.of("权重", "隐藏层", "смещение", "ניחוש", "損失", "ωμέγα")) {
            for (Face face : Face.values()) {
                texts.add(List.of(face.css(), "400", face == Face.NAMES ? "italic" : "normal", text, 21));
                most.add(face.width(text, 21));
            }
        }
        List<?> widths = measured(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(((Number) widths.get(i)).doubleValue())
                    .as("%s", texts.get(i))
                    .isLessThanOrEqualTo(most.get(i) + 0.05);
        }
    }
}
