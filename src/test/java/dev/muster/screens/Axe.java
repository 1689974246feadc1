package dev.muster.screens;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** axe-core's rules for WCAG 2.2 AA, its rule on target sizes included. */
final class Axe {

    private static final Path SOURCE = Path.of("src/main/webui/node_modules/axe-core/axe.min.js");

    private Axe() {}

    /** Serious and critical violations of the page as it stands, each with the elements at fault. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Page page) {
        try {
            page.evaluate(Files.readString(SOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<String>) page.evaluate("""
                async () => {
                  const { violations } = await axe.run(document, {
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
                    rules: { 'target-size': { enabled: true } },
                  });
                  return violations
                    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 5).map((n) => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')}`);
                }
                """);
    }
}
