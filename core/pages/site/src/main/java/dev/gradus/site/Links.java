package dev.gradus.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Checks the links between the pages of a folder. Links to other sites are not followed. */
final class Links {
    private final Path site;
    private final Map<Path, Set<String>> anchors = new HashMap<>();

    private Links(Path site) {
        this.site = site;
    }

    /** Returns each broken link of these pages as one line: the page, the link, and what is wrong with it. */
    static List<String> broken(Path site, List<Path> pages) throws IOException {
        Links links = new Links(site);
        List<String> broken = new ArrayList<>();
        for (Path page : pages) {
            for (Element element : Jsoup.parse(page).select("[href], [src]")) {
                String link = element.attr(element.hasAttr("href") ? "href" : "src");
                links.fault(page, link)
                        .ifPresent(fault -> broken.add(site.relativize(page) + ": " + link + ": " + fault));
            }
        }
        return broken;
    }

    private Optional<String> fault(Path page, String link) throws IOException {
        if (link.startsWith("data:") || link.startsWith("javascript:")) {
            return Optional.empty();
        }
        URI uri = URI.create(link);
        if (uri.isAbsolute()) {
            return Optional.empty();
        }
        Path target = uri.getPath().isEmpty()
                ? page
                : page.resolveSibling(uri.getPath()).normalize();
        if (!target.startsWith(site)) {
            return Optional.of("it leaves the site");
        }
        if (!Files.isRegularFile(target)) {
            return Optional.of("there is no such file");
        }
        String anchor = uri.getFragment();
        boolean isThere = anchor == null
                || anchor.isEmpty()
                || !target.toString().endsWith(".html")
                || anchorsOf(target).contains(anchor);
        return isThere ? Optional.empty() : Optional.of("there is no such place on the page");
    }

    private Set<String> anchorsOf(Path page) throws IOException {
        Set<String> known = anchors.get(page);
        if (known == null) {
            Document document = Jsoup.parse(page);
            known = document.select("[id], a[name]").stream()
                    .map(element -> element.hasAttr("id") ? element.id() : element.attr("name"))
                    .collect(Collectors.toCollection(TreeSet::new));
            anchors.put(page, known);
        }
        return known;
    }
}
