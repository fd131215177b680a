package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages and pictures look the same on machines that have no font in common, mathematics included. */
@Tag("long")
class FontSetsTest {
    private static final Map<FontSet, Browser> BROWSERS = new EnumMap<>(FontSet.class);

    /** Where all elements are, at every step, of long pages every third, one depth after the other, as one number for each. */
    private static final String PLACES = """
            const places = [];
            for (let step = 0; step <= gradus.last(); step += gradus.last() > 20 ? 3 : 1) {
                gradus.go(step, step % 3);
                let hash = 0;
                for (const element of document.body.querySelectorAll('*')) {
                    const box = element.getBoundingClientRect();
                    for (const place of [box.x, box.y, box.width, box.height]) hash = Math.imul(hash ^ Math.round(place * 64), 16777619);
                }
                places.push(`step ${step}: ${hash}`);
            }
            return places;
            """;

    @TempDir
    Path folder;

    private static Browser browser(FontSet fonts) {
        return BROWSERS.computeIfAbsent(fonts, set -> Browser.open(Optional.of(set)));
    }

    @AfterAll
    static void close() {
        BROWSERS.values().forEach(Browser::close);
        BROWSERS.clear();
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void everyElementStandsAtTheSamePlace() {
        Map<FontSet, CompletableFuture<Map<String, Object>>> places = new EnumMap<>(FontSet.class);
        for (FontSet fonts : FontSet.values()) {
            Browser browser = browser(fonts);
            places.put(fonts, CompletableFuture.supplyAsync(() -> placesOfAllPages(browser)));
        }
        Map<String, Object> first = places.get(FontSet.DEJAVU).join();
        for (FontSet fonts : List.of(FontSet.NOTO, FontSet.LIBERATION)) {
            places.get(fonts)
                    .join()
                    .forEach((page, found) -> assertThat(found)
                            .as("%s, with the fonts of %s and DejaVu", page, fonts)
                            .isEqualTo(first.get(page)));
        }
    }

    private static Map<String, Object> placesOfAllPages(Browser browser) {
        Map<String, Object> places = new LinkedHashMap<>();
        for (String page : Gallery.pages()) {
            Screen screen = places.size() % 2 == 0 ? Screen.PROJECTOR : Screen.PHONE;
            places.put(page + " at " + screen, browser.size(screen).show(page).run(PLACES));
        }
        return places;
    }

    @Test
    void pagesAreEqualToThePixel() throws IOException {
        Map<String, Explorer> pages = Pages.all();
        for (String page : List.of("and", "admissions", "two-layers")) {
            Path file = written(page + ".html", pages.get(page).html());
            for (FontSet fonts : FontSet.values()) {
                browser(fonts).size(1440, 900).showFile(file);
            }
            for (int step : new int[] {0, 3, 9, 17}) {
                look(page + ", step " + step, "gradus.go(" + step + "); return '';");
            }
            if (page.equals("and")) {
                look(
                        "a chosen cell",
                        "document.querySelector('#stage [role=grid] tbody td').focus(); return document.activeElement.localName;");
            }
            look(page + ", dark", "document.documentElement.dataset.theme = 'dark'; gradus.go(14, 1); return '';");
            for (FontSet fonts : FontSet.values()) {
                browser(fonts).size(390, 844);
            }
            look(page + " on a phone", "gradus.go(15, 2); scrollTo(0, 0); return '';");
        }
    }

    /** As documents show them: an image may ask for nothing. */
    @Test
    void picturesAreEqualToThePixel() throws IOException {
        for (Map.Entry<String, Diagram> diagram : Examples.diagrams().entrySet()) {
            String image =
                    Base64.getEncoder().encodeToString(diagram.getValue().svg().getBytes(StandardCharsets.UTF_8));
            Path file = written(
                    diagram.getKey() + ".html",
                    "<!doctype html><body style=margin:0><img id=image src=data:image/svg+xml;base64," + image + ">");
            for (FontSet fonts : FontSet.values()) {
                browser(fonts).size(1600, 1000).showFile(file);
            }
            look(diagram.getKey(), "return document.getElementById('image').naturalWidth > 100;");
        }
    }

    /** Runs the script in all browsers, which must then show the same. */
    private static void look(String where, String script) throws IOException {
        Map<FontSet, byte[]> pictures = new EnumMap<>(FontSet.class);
        Map<FontSet, Object> results = new EnumMap<>(FontSet.class);
        for (FontSet fonts : FontSet.values()) {
            results.put(fonts, browser(fonts).run(script));
            pictures.put(fonts, browser(fonts).screenshot());
        }
        for (FontSet fonts : List.of(FontSet.NOTO, FontSet.LIBERATION)) {
            assertThat(results.get(fonts)).as(where).isEqualTo(results.get(FontSet.DEJAVU));
            assertThat(differences(pictures.get(fonts), pictures.get(FontSet.DEJAVU)))
                    .as("%s: pixels that differ between the fonts of %s and DejaVu", where, fonts)
                    .isEqualTo("none");
        }
    }

    /** Between two files of PNG; equal pixels are most often equal bytes, which takes no time to see. */
    private static String differences(byte[] one, byte[] other) throws IOException {
        if (Arrays.equals(one, other)) {
            return "none";
        }
        BufferedImage a = ImageIO.read(new ByteArrayInputStream(one));
        BufferedImage b = ImageIO.read(new ByteArrayInputStream(other));
        assertThat(a.getWidth()).isEqualTo(b.getWidth());
        assertThat(a.getHeight()).isEqualTo(b.getHeight());
        int found = 0;
        Rect where = new Rect(a.getWidth(), a.getHeight(), 0, 0);
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                if (a.getRGB(x, y) != b.getRGB(x, y)) {
                    where = found == 0 ? new Rect(x, y, 1, 1) : where.around(new Rect(x, y, 1, 1));
                    found++;
                }
            }
        }
        return found == 0 ? "none" : found + " within " + where;
    }
}
