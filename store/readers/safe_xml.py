"""XML that may be read: nothing that grows when its entities are put in, nothing that leads elsewhere."""

from __future__ import annotations

import re
from typing import Final

from store.errors import ReadingError

_PIECE: Final = 64 * 1024
_REFUSED: Final = "defines entities, by which small files grow without bound, and is not read"


def check_prolog(data: bytes) -> None:
    """Refuse a document whose prolog defines entities, before any parser puts them in.

    Raises :class:`ReadingError`. What is no well-formed XML passes: forgiving parsers have their own ways with it.
    """
    from xml.sax import SAXParseException
    from xml.sax.handler import ContentHandler

    from defusedxml.common import DefusedXmlException
    from defusedxml.expatreader import DefusedExpatParser

    class Root(ContentHandler):
        """Ends the reading at the first element: entities are defined before it, or never."""

        def startElement(self, *_: object) -> None:  # noqa: N802 - the interface's name
            raise _RootFound

    parser = DefusedExpatParser(forbid_dtd=False, forbid_entities=True, forbid_external=False)
    parser.setContentHandler(Root())
    try:
        for start in range(0, len(data), _PIECE):
            parser.feed(data[start : start + _PIECE])
    except _RootFound:
        return
    except DefusedXmlException as error:
        raise ReadingError(_REFUSED) from error
    except (SAXParseException, ValueError, LookupError, OSError) as error:
        # No XML by the letter. In whatever encoding it is, its letters stand in this order.
        if re.search(rb"<\0*!\0*E\0*N\0*T\0*I\0*T\0*Y", data, re.IGNORECASE):
            raise ReadingError(_REFUSED) from error


class _RootFound(Exception):  # noqa: N818 - no error
    """The first element has begun."""
