"""``related-news``, ``articleBody``, ``bdsharebuttonbox``: the words that templates of many countries name their parts with.

Written without hyphens: ``class="article-body"``, ``article__body`` and ``articleBody`` are all looked up as
``articlebody``.
"""

STORY, COMMENT, RELATED, SHARE, ADVERT, NAVIGATION, CAPTION, BYLINE, KEYWORDS = (1 << bit for bit in range(9))
PROMOTION, COPYRIGHT, PAGER, TRAIL, TOOLS, HEADLINE, QUOTE, WALL, UNSEEN = (1 << bit for bit in range(9, 18))

# STORY the text proper; CAPTION pictures, galleries, players; TOOLS buttons, votes, font sizes; TRAIL breadcrumbs;
# PROMOTION newsletters, apps, subscriptions; QUOTE a sentence lifted out of the story and said twice;
# UNSEEN what style sheets hide; WALL cookies, logins, paywalls.
WORDS = {
    STORY: """
        artarticle artcon artcontent artibody articlearticle articlebody articlecon articlecontent
        articlecopy articledetail articleentry articleinner articlemain articleparagraph
        articleparagraphs articletext articletxt articlewrap arttext blogarticle blogbody blogcontent
        blogcopy blogentry blogparagraph blogtext blogtxt bodyarticle bodybody bodycontent bodycopy
        bodyentry bodyparagraph bodytext bodytxt contentarticle contentbody contentdetail contentmain
        contenttext contenttxt detailarticle detailcon detailcontent detailtext econtent endtext
        entryarticle entrybody entrycontent entrycopy entryentry entryparagraph entrytext entrytxt
        hentry innerarticle innercon innercontent innertext instapaperbody jsarticle leftzw mainarticle
        maincon maincontent maintext newsarticle newsbody newscontent newscopy newsentry newsparagraph
        newstext newstxt pagearticle pagebody pagecontent pagecopy pageentry pageparagraph pagetext
        pagetxt postarticle postbody postcontent postcopy postentry postparagraph posttext posttxt prose
        richarticle richbody richcontent richcopy richentry richparagraph richtext richtxt rwbzw
        singlearticle singlebody singlecontent singlecopy singleentry singleparagraph singletext
        singletxt storyarticle storybody storycontent storycopy storyentry storyparagraph storytext
        storytxt textarticle textbody textbox textcon textcontent texttext trseditor zoom
    """,
    COMMENT: """
        cmt cmtbox cmtitem cmtlist gentie tieitem tielist comentario comentarios comment commentaire commentaires commentarea commentarythread commentbody
        commentbox commentcontent commentform commenti commentlist comments commentsection commentthread
        commentwrap coral discussion disqus forumpost forumposts guestbook hyvor kommentar kommentare
        kommentarer liuyan livefyre openweb pinglun reacties replies reply respond spotim userreview
        userreviews viafoura
    """,
    RELATED: """
        alsolike alsoread alsosee articlelist cardlist carousel correlate correlati discover editorpick
        editorpicks editorspick editorspicks explore further hot hotlist hotnews hotrank hottopic
        hottopics hotword hotwords inlinelink inlinelinks inlinerelated jprelatedposts latest latestnews
        latestposts lateststories linkbox linklist linksbox listnews mehrzumthema morearticles morefrom
        morein morelike morenews moreon moreposts morestories moretop mostclicked mostcommented
        mostpopular mostread mostrecent mostshared mostviewed newslist nextarticle nextpost nextstory
        nextup onward outbrain plista popular postlist prevarticle previousarticle previousnext
        previouspost previousstory prevnext prevpost prevstory rail rank ranking ranklist readalso
        readmore readnext recom recommend recommendation recommendations recommended recommends
        relacionada relacionadas relacionado relacionados relate related relatedarticle relatedarticles
        relatedbox relatedcontent relatedlink relatedlinks relatednews relatedpost relatedposts
        relatedstories relatedtopics relationarticle relationarticles relationbox relationcontent
        relationlink relationlinks relationnews relationpost relationposts relationstories
        relationtopics seealso similar slick storylist suggest suggested suggestion suggestions swiper
        taboola teaser teaserlist teasers topstories trending tuijian upnext verwandte weitere xiangguan
        yarpp youmay youmight zergnet
    """,
    SHARE: """
        addthis addtoany bdshare bdsharebuttonbox dianzan erweima ewm fblike fbshare fenxiang followbar
        followbutton followbuttons followlink followlinks followme followus jiathis likebox likebutton
        likesbox likesbutton qrcode qrcodes reaction reactions saoma share sharebar sharebox sharebutton
        sharebuttons sharedaddy shareicon shareicons sharelink sharelinks shares sharethis sharetool
        sharetools sharing sns social socialbar socialbutton socialbuttons socialfollow socialicon
        socialicons sociallink sociallinks socialmedia socials socialshare soclinks tweetbutton
        tweetthis wechat weixin
    """,
    ADVERT: """
        ad adarea adblock adbox adchoices adcontainer adlabel adplaceholder ads adsbygoogle adsense
        adslot adtext adunit adv advert advertisement advertisements advertising advertorial adverts
        adwrap adwrapper affiliate affiliates anzeige banner banners buybox buynow commercial coupon
        deal deals dfp doubleclick ggbox ggwrap gpt guanggao leaderboard mpu productbox productcard
        productlist pubblicita publicidad publicite shopping sponsor sponsored sponsors sponsorship
        werbung
    """,
    NAVIGATION: """
        accessibility aside assistive bottom channel channels drawer dropdown foot footer friendlink
        friendlinks globalfooter globalhead globalheader globalmenu globalnav globalnavigation hamburger
        headerbar headerinner headermenu headernav headertop headerwrap jumplink jumplinks langmenu
        langselector langswitch langswitcher languagemenu languageselector languageswitch
        languageswitcher leftbar leftcol leftcolumn leftnav leftside mainfooter mainhead mainheader
        mainmenu mainnav mainnavigation masthead megamenu menu menus nav navbar navi navigation
        offcanvas pagefooter pagehead pageheader pagemenu pagenav pagenavigation quotebox quotesbox
        right rightbar rightbox rightcol rightcolumn rightrail rightside screenreader screenreadertext
        search searchbar searchbox searchform side sidebar sitefooter sitehead siteheader sitemap
        sitemenu sitenav sitenavigation skip skiplink skiplinks skipnav skipto sronly stockfundamentals
        stockquote stockquotes stockticker submenu subnav tabhead tableofcontents tablist tabnav
        tabshead tabslist tabsnav ticker toc toolbar topbar visuallyhidden weather
        youqing
    """,
    CAPTION: """
        bildtext bildunterschrift caption captioncredit captionfull captions captiontext
        captiontruncated captionwrap credit credits didascalia figcaption figurecaption figurecredit
        figureinfo galleries gallery gallerycaption gallerycredit gallerydesc gallerydescription
        galleryinfo gallerylegend gallerymeta gallerytext gallerytitle imagecaption imagecredit
        imagedesc imagedescription imagegallery imageinfo imagemeta imagesource imagetext imagetitle
        imgcaption imgcredit imgdesc imgtext imgtitle legend legende lightbox mediacaption mediacredit
        mediadesc mediainfo mediameta photoby photocaption photocredit photodesc photodescription
        photogallery photoinfo phototext piccaption picdesc picinfo pictext pictit pictitle
        picturecaption picturecredit picturedesc picturedescription pictureinfo picturelegend
        picturemeta picturetext picturetitle player slidecaption slidecredit slidedesc slidedescription
        slideinfo slidelegend slidemeta slider slideshow slideshowcaption slideshowcredit slideshowdesc
        slideshowdescription slideshowinfo slideshowlegend slideshowmeta slideshowtext slideshowtitle
        slidetext slidetitle thumbcaption thumbnail thumbnails videobox videocaption videocontainer
        videocredit videodesc videodescription videoinfo videolegend videometa videoplayer videotext
        videotitle videowrap wpcaption wpcredit wpdesc wpdescription wpinfo wplegend wpmeta wptext
        wptitle zhaopian
    """,
    BYLINE: """
        aboutauthor abouttheauthor artattribution artauthor artby artdate artdetails artheadermeta
        articleattribution articleauthor articleby articledate articledetails articleheadermeta
        articleinfo articleinfos articlemeta articlepublished articlesource articlesub articletime
        artinfo artinfos artmeta artpublished artsource artsub arttime auteur author authorabout
        authorbaidu authorbio authorblock authorbox authorcard authordate authordescription authordetail
        authordetails authorimage authorinfo authormeta authorname authors authorwrap autor autore bio
        biography blogattribution blogauthor blogby blogdate blogdetails blogheadermeta bloginfo
        bloginfos blogmeta blogpublished blogsource blogsub blogtime byline bylines contentattribution
        contentauthor contentby contentdate contentdetails contentheadermeta contentinfo contentinfos
        contentmeta contentpublished contentsource contentsub contenttime contributor contributors
        creditline creditsline date dateline datelines dates datetime editorbaidu
        entryattribution entryauthor entryby entrydate entrydetails entryheadermeta entryinfo entryinfos
        entrymeta entrypublished entrysource entrysub entrytime forfatter info infobar infoline
        infosource laiyuan lastmodified lastupdated meta metaauthor metabar metadata metadate metainfo
        metaline newsattribution newsauthor newsby newsdate newsdetails newsheadermeta newsinfo
        newsinfos newsmeta newspublished newssource newssub newstime pageattribution pageauthor pageby
        pagedate pagedetails pageheadermeta pageinfo pageinfos pagemeta pagepublished pagesource pagesub
        pagetime postauthor postdate posted posthead postheader postinfo postmeta posttime pubdate
        pubinfo publish publishat publishdate published publishedat publisheddate publishedinfo
        publishedon publishedtime publishinfo publishon publishtime pubtime pubtimebaidu signature
        source sourcebaidu storyattribution storyauthor storyby storydate storydetails storyheadermeta
        storyinfo storyinfos storymeta storypublished storysource storysub storytime time timesource
        timestamp toimittaja update updated writer writers
    """,
    KEYWORDS: """
        articlecategories articlecategory articlefooter articlekeyword articlekeywords articlelabel
        articlelabels articletag articletags articletopic articletopics blogcategories blogcategory
        blogfooter blogkeyword blogkeywords bloglabel bloglabels blogtag blogtags blogtopic blogtopics
        categories category catlinks contentcategories contentcategory contentfooter contentkeyword
        contentkeywords contentlabel contentlabels contenttag contenttags contenttopic contenttopics
        entrycategories entrycategory entryfooter entrykeyword entrykeywords entrylabel entrylabels
        entrytag entrytags entrytopic entrytopics etiquetas guanjianci keyword keywords label labels
        newscategories newscategory newsfooter newskeyword newskeywords newslabel newslabels newstag
        newstags newstopic newstopics postcategories postcategory postfooter postkeyword postkeywords
        postlabel postlabels posttag posttags posttopic posttopics schlagworte storycategories
        storycategory storyfooter storykeyword storykeywords storylabel storylabels storytag storytags
        storytopic storytopics subject subjects tag tagbox tagcloud tagcontainer tagitem tagitems
        taglinks taglist tags tagwrap theme themes topic topiclinks topiclist topics topictags
    """,
    PROMOTION: """
        abo abonnement abonner abonnieren appbanner appdownload appinstall applink applinks apppromo
        appstore calltoaction contribute contributes contribution contributions crowdfund cta donate
        donation donations download downloadapp downloadapps downloadbox downloadlink downloads
        emailalert emailalerts emailform emailsignup emailsubscribe epic joinnow joinus mailchimp
        marketing mcembed membership newsletter newsletterbox newsletterform newsletterpromo newsletters
        newslettersignup openapp optin patreon podcast podcastbox podcastlink podcastlinks podcastpromo
        promo promoblock promobox promolink promos promoted promotext promotion promotional signup
        subscribe subscriber subscribers subscription subscriptions supportbox supportus xiazai
    """,
    COPYRIGHT: """
        banquan copyright copyrights correction corrections declaration declare disclaimer disclaimers
        editorialnote editorialpolicy editorialstandards feedback footnotelegal jiucuo jubao legal
        licence license mianze reporterror reportmistake reporttypo reprint rights shengming statement
        syndication terms
    """,
    PAGER: """
        displaypagenum fenye multipage navlinks nextprev pagebar pagelinks pagelist pagenav pagenum
        pagenumber pagenumbers pager pagers pages pagination paging postnav postnavigation postnextprev
        postpager wplinkpages wppagenavi
    """,
    TRAIL: """
        breadcrumb breadcrumbbox breadcrumblist breadcrumbnav breadcrumbs breadcrumbtrail crumb
        crumblist crumbnav crumbs curpos curposition currentlocation currentposition location mbx
        navpath path pos position rootline rwbnavpath trail weizhi where youarehere
    """,
    TOOLS: """
        action actions articleaction articleactions articlecontrol articlecontrols articlefunc
        articlefunction articleoper articletools audio audioarticle audiobox audioplayer bookmark btn
        btns button buttons control controlbar controlpanel controls counter dayin editlink editsection
        emailarticle emaillink emailthis favorite favourite favourites fontresizer fontset fontsize
        fontswitch fontzoom func icon icons listen loader loading mweditsection noprint oper operate opt
        overlay poll polls print printbutton printfriendly printlink printonly quiz rating ratings
        readingtime readtime savearticle savebutton savestory spinner survey textresizer textsize
        texttospeech textzoom tool toolbar toolbox tools tooltip tts viewcount views vote votes voting
        zihao
    """,
    HEADLINE: """
        arthd arthead artheader artheading artheadline articlehd articlehead articleheader
        articleheading articleheadline articletit articletitle arttit arttitle contenthd contenthead
        contentheader contentheading contentheadline contenttit contenttitle dachzeile entryhd entryhead
        entryheader entryheading entryheadline entrytit entrytitle eyebrow headline htitle kicker
        maintitle newshd newshead newsheader newsheading newsheadline newstit newstitle overline pagehd
        pagehead pageheader pageheading pageheadline pagetit pagetitle posthd posthead postheader
        postheading postheadline posttit posttitle rubric sectionlabel sectionname sectiontitle storyhd
        storyhead storyheader storyheading storyheadline storytit storytitle supertitle
    """,
    QUOTE: """
        articlequotepull blockquotepull clicktotweet highlightquote pull pullquote pullquotes
        quotehighlight quotepull tweetable twitterpull
    """,
    WALL: """
        account adblock   browserupdate browserupgrade browserwarning ccpa cmp consent cookie
        cookiebanner cookiebar cookieconsent cookielaw cookienotice cookiepolicy cookies dialog error
        errormessage errormsg gdpr lightbox login   modal modals nojs noscript
        notification onetrust outdated overlay   popin popover popup
           privacy profile register registration  signin
        toast tpcontainer tpmodal unsupported upgrade userbox userlogin usermenu userpanel
    """,
}

# Whole class names by which style sheets hide their element; page builders show it again with "md:block", "d-lg-flex".
HIDING = frozenset(
    "hidden hide d-none is-hidden js-hidden display-none invisible u-hidden visually-hidden sr-only screen-reader-text"
    " noshow no-display".split()
)

# Run-together names ("relatedposts_widget2", "fn-commentlist") that tell wherever the word stands in them.
FRAGMENTS = {
    COMMENT: "comment",
    RELATED: "related recommend mostread mostpopular outbrain taboola readmore readalso xiangguan tuijian teaser",
    SHARE: "sharebar sharebox sharing bdshare jiathis addthis addtoany socialshare qrcode fenxiang",
    ADVERT: "advert sponsor adsbygoogle guanggao",
    NAVIGATION: "sidebar footer breadcrumb navigation topnav navbar",
    CAPTION: "caption slideshow photocredit imagecredit",
    PROMOTION: "newsletter subscrib signup",
    COPYRIGHT: "copyright disclaimer shengming",
    WALL: "cookieconsent cookiebanner",
    QUOTE: "pullquote",
    STORY: "articlebody storybody entrycontent postcontent articlecontent articletext trseditor newscontent",
}
